/** The words and numbers of attendance, as staff read them. */
import { formatNumber, t, tn } from "../lib/i18n.js";
import { isLive } from "../week/state.js";

/** @param {{ attendance: Attendance, gathering: Gathering}} parts */
export function attendanceNumbers({ attendance, gathering }) {
  /** @param {any} value */
  const show = (value) => (value === null || value === undefined ? null : formatNumber(value));
  return [
    { label: t("expected"), value: show(attendance.expected) },
    { label: t("present now"), value: show(attendance.present), live: isLive(gathering) },
    { label: tn("attendance", "attendances", attendance.attendances ?? 0), value: show(attendance.attendances) },
    ...(attendance.heads === null
      ? []
      : [{ label: tn("head counted", "heads counted", attendance.heads), value: show(attendance.heads) }]),
  ];
}
