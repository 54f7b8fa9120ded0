/** Small tools for lists. All pure. */
export const byNumber = (a, b) => a.number - b.number;

export const plain = (text) =>
  String(text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
