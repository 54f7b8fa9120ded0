/** One text as large as its place allows, never below the size that the back row can read.
 *
 *   <Fit sizes=["idea--xl", "idea--l", "idea--m", "idea--s"] class="idea" sig=words>…</Fit>
 */
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** @param {{ sizes: string[], class: any, sig: string, children: Markup }} props */
export function Fit({ sizes, class: name, sig, children }) {
  const outer = useRef(/** @type {any} */ (null));
  const inner = useRef(/** @type {any} */ (null));
  useLayoutEffect(() => {
    const fit = () => {
      for (const size of sizes) {
        inner.current.className = `${name} ${size}`;
        const fits =
          inner.current.scrollHeight <= outer.current.clientHeight + 1 &&
          inner.current.scrollWidth <= outer.current.clientWidth + 1;
        if (fits) break;
      }
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(outer.current);
    document.fonts?.addEventListener?.("loadingdone", fit);
    return () => {
      observer.disconnect();
      document.fonts?.removeEventListener?.("loadingdone", fit);
    };
  }, [sig]);
  return html`<div class="fit" ref=${outer}><div ref=${inner} class=${`${name} ${sizes[0]}`}>${children}</div></div>`;
}
