/** The code at the door, on the console. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../lib/i18n.js";
import { wordsOf } from "../../ui/command.js";
import { Dialog } from "../../ui/dialog.js";
import { Trouble } from "../../ui/page.js";

/** The code at the door, new each minute; fetched only while somebody looks.
 * @param {{ app: ConsoleApp, gathering: Gathering, onClose: () => void }} props
 */
export function DoorCode({ app, gathering, onClose }) {
  const [code, setCode] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {any} */ (null));
  const picture = useRef(/** @type {any} */ (null));
  useEffect(() => {
    /** @type {any} */
    let timer = null;
    let stopped = false;
    const load = async () => {
      const answer = await app.client.api.get(`/api/gatherings/${gathering.id}/door`);
      if (stopped) return;
      if (answer.ok) setCode(answer.body);
      setError(answer.ok ? null : wordsOf(answer));
      const wait = answer.ok ? Date.parse(answer.body.next_at) - app.client.clock.now() + 300 : 5000;
      timer = setTimeout(load, Math.max(1000, wait));
    };
    load();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [gathering.id]);
  const image = code?.svg ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(code.svg)}` : null;
  return html`<${Dialog} title=${t("Code at the door")} open=${true} onClose=${onClose}>
    <${Trouble} text=${error} />
    ${code && html`<div class="door__code">
      ${image && html`<img
        ref=${picture}
        class="door__qr"
        src=${image}
        alt=${t("QR code to check in at {title}", { title: gathering.title })}
      />`}
      <p class="small soft">${t("A new code each minute. Scan it to check in.")}</p>
      <p>
        ${t("Without a camera: go to {url} and type", {
          url: code.join_url.replace(/^https?:\/\//, "").replace(/\/j\/.*/, ""),
        })}${" "}
        <span class="code" translate=${false}>${code.join_code}</span>
      </p>
    </div>`}
  <//>`;
}
