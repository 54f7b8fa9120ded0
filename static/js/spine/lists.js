/** Small tools for lists and closed lists. All pure. */
export const pick = (make) => (key) => make()[key] ?? key ?? "";

export const byNumber = (a, b) => a.number - b.number;

export const plain = (text) =>
  String(text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
