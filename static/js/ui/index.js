/** The shared components, in one place. */
export { Button, IconButton } from "./button.js";
export { BlankCard, Card, ideaStateWords } from "./card.js";
export { Chip, ChipButton } from "./chip.js";
export { ConfirmInline, Dialog, DialogActions } from "./dialog.js";
export { Choices, Field, Select, Textarea } from "./field.js";
export { Icon } from "./icon.js";
export { Menu } from "./menu.js";
export { EmptyState, ErrorNote, StatusLine, statusWords } from "./status.js";
export { Tabs } from "./tabs.js";
export { Timer } from "./timer.js";
