/** A soft sound when a step's time is up: two quiet tones. Off until somebody presses S on the projector.
 *
 *   const chime = createChime(); chime.play(); chime.watch(timer)     plays once when a running clock goes over
 */
const TONES_HZ = [523.25, 392];
const LOUDNESS = 0.08;

export function createChime() {
  /** @type {any} */
  let context = null;
  /** @type {any} */
  let was = null;

  function play() {
    try {
      context ??= new AudioContext();
      TONES_HZ.forEach((frequency, at) => {
        const start = context.currentTime + at * 0.45;
        const tone = new OscillatorNode(context, { type: "sine", frequency });
        const volume = new GainNode(context, { gain: 0 });
        volume.gain.setValueAtTime(0, start);
        volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.05);
        volume.gain.exponentialRampToValueAtTime(0.0001, start + 1.2);
        tone.connect(volume).connect(context.destination);
        tone.start(start);
        tone.stop(start + 1.3);
      });
    } catch {
      // A laptop without sound shows the time all the same.
    }
  }
  return {
    play,
    /**
     * @param {string | null} phase
     * @param {boolean} enabled
     */
    watch(phase, enabled) {
      if (enabled && phase === "over" && (was === "soon" || was === "running")) play();
      was = phase;
    },
  };
}
