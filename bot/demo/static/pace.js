// How fast the tour goes: reading speed, paused, or one step further. Rests end early when the viewer says so.

const TICK_MS = 50;
const CALM_MS = 1400;
const WORD_MS = 280;

/** How many times reading speed, by the name of the choice. */
export const TEMPOS = { slow: 1.6, normal: 1, fast: 0.5 };

/** The viewer stopped the tour. */
export class Stopped extends Error {}

/**
 * A pace with `rest(ms)`, with `still()` that throws `Stopped` once it is, and with what the viewer can do to it.
 * `factor` 0 never rests.
 */
export function pace(factor) {
  let paused = false;
  let stopped = false;
  let hurried = false;

  /** Wait `ms` of reading speed, and as long as it is paused. Throws `Stopped`. */
  async function rest(ms) {
    for (let left = ms; !hurried && (paused || left * factor > 0); ) {
      await tick();
      still();
      if (!paused) left -= TICK_MS / factor;
    }
    still();
  }

  function still() {
    if (stopped) throw new Stopped();
  }

  return {
    rest, still,
    begin: () => { hurried = false; },
    read: (text) => rest(CALM_MS + text.split(/\s+/).length * WORD_MS),
    next: () => { hurried = true; },
    stop: () => { stopped = true; },
    pause: (now) => { paused = now; },
    tempo: (now) => { factor = now; },
  };
}

function tick() {
  return new Promise((resolve) => setTimeout(resolve, TICK_MS));
}
