// Text as it is compared: without accents, capitals and marks, words apart by one space.

export const fold = (text) => text.replaceAll("&", " and ").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  .replace(/ß/g, "ss").replace(/[^\p{L}\p{N}]+/gu, " ").trim().replace(/^the /, "");
