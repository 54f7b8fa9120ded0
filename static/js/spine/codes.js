/** Codes of refusals that mean something to more than one place. */
export const STORE_CODES = new Set(["storage_full", "store_gone", "store_read_only", "store_busy"]);
