/** Where an idea can go, as a menu: the twin of every drag. */
import { t } from "../../lib/i18n.js";
import { columnsOf } from "../state.js";
import { nameOf } from "../../ui/words.js";

/** "Move to…": the twin of every drag.
 * @param {{ idea: Idea, list: Idea[], picture: BoardPicture, columns: Column[], moves: Moves }} parts
 */
export function moveItems({ idea, list, picture, columns, moves }) {
  const at = list.findIndex((one) => one.id === idea.id);
  /** @param {number | null} column */
  const loose = (column) =>
    columnsOf(picture, (one) => one.state === "visible").find((row) => row.column.id === column)?.ideas ?? [];
  /** @param {number} group */
  const members = (group) =>
    picture.ideas
      .filter((one) => one.group === group && one.state === "visible")
      .sort((a, b) => a.position - b.position || a.number - b.number);
  const shown = picture.groups.filter((group) => members(group.id).length > 0);
  /** @param {{ id: number | null }} column */
  const toColumn = (column) => {
    const to = loose(column.id);
    moves.place({ idea: idea.id, list: to, index: to.length, column: column.id, group: null });
  };
  /** @param {Group} group */
  const toGroup = (group) => {
    const to = members(group.id);
    moves.place({ idea: idea.id, list: to, index: to.length, column: group.column, group: group.id });
  };
  /** @param {number} index */
  const step = (index) => moves.place({ idea: idea.id, list, index, column: idea.column, group: idea.group });
  return [
    { heading: t("Move to…") },
    ...(at > 0 ? [{ label: t("Up"), onSelect: () => step(at - 1) }] : []),
    ...(at >= 0 && at < list.length - 1 ? [{ label: t("Down"), onSelect: () => step(at + 1) }] : []),
    ...columns.map((column) => ({
      key: `c${column.id}`,
      label: nameOf(column.title),
      current: idea.column === column.id && !idea.group,
      onSelect: () => toColumn(column),
    })),
    ...(shown.length > 0 ? [{ heading: t("Into the group") }] : []),
    ...shown.map((group) => ({
      key: `g${group.id}`,
      label: group.title,
      icon: "group",
      current: idea.group === group.id,
      onSelect: () => toGroup(group),
    })),
    ...(idea.group
      ? [{ label: t("Out of the group"), icon: "undo", onSelect: () => toColumn({ id: idea.column }) }]
      : []),
  ];
}
