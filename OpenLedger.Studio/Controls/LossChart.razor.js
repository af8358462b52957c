// Draws the loss of a run: uPlot, fed with twelve bytes a point, in the colours of the page.
import uPlot from "/lib/uplot/uPlot.esm.js";

const height = 240;

export function create(place) {
  const steps = [];
  const training = [];
  const heldOut = [];
  let lastStep = 1;
  let plot;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function draw() {
    plot?.destroy();
    const axis = { stroke: colour("--faint"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px Inter, sans-serif" };
    plot = new uPlot({
      width: place.clientWidth || 300,
      height,
      padding: [10, 12, 0, 0],
      cursor: { drag: { x: false, y: false } },
      legend: { show: false },
      scales: { x: { time: false, range: (_, low, high) => [Math.min(low ?? 0, 1), Math.max(high ?? 1, lastStep)] }, y: { range: (_, low, high) => [0, Math.max(high ?? 1, .1) * 1.05] } },
      axes: [{ ...axis, grid: { show: false }, size: 26 }, { ...axis, size: 44 }],
      series: [
        {},
        { label: "training", stroke: colour("--accent"), width: 2, spanGaps: true, points: { show: () => steps.length < 3 } },
        { label: "held-out", stroke: colour("--good"), width: 2, spanGaps: true, points: { show: true, size: 7, fill: colour("--good") } },
      ],
      hooks: { setCursor: [hover] },
    }, [steps, training, heldOut], place);
    plot.over.appendChild(tip);
  }

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;

  function hover(chart) {
    const index = chart.cursor.idx;
    tip.hidden = index == null;
    if (index == null) {
      return;
    }
    const parts = [`step ${steps[index]}`];
    if (training[index] != null) {
      parts.push(`training ${training[index].toFixed(3)}`);
    }
    if (heldOut[index] != null) {
      parts.push(`held-out ${heldOut[index].toFixed(3)}`);
    }
    tip.textContent = parts.join(" · ");
    const left = chart.cursor.left > chart.over.clientWidth / 2;
    tip.style.left = left ? "" : `${chart.cursor.left + 10}px`;
    tip.style.right = left ? `${chart.over.clientWidth - chart.cursor.left + 10}px` : "";
  }

  function put(step, loss, held) {
    // The run went back to its checkpoint: what came after it never happened.
    while (steps.length > 0 && steps.at(-1) > step) {
      steps.pop();
      training.pop();
      heldOut.pop();
    }
    if (steps.at(-1) !== step) {
      steps.push(step);
      training.push(null);
      heldOut.push(null);
    }
    const last = steps.length - 1;
    training[last] = Number.isFinite(loss) ? loss : training[last];
    heldOut[last] = Number.isFinite(held) ? held : heldOut[last];
  }

  const resize = new ResizeObserver(() => plot?.setSize({ width: place.clientWidth || 300, height }));
  document.addEventListener("themechange", draw);
  draw();
  resize.observe(place);

  return {
    append(bytes, total) {
      const copy = bytes.slice();
      const numbers = new Float32Array(copy.buffer, 0, Math.floor(copy.byteLength / 4));
      for (let i = 0; i + 2 < numbers.length; i += 3) {
        put(numbers[i], numbers[i + 1], numbers[i + 2]);
      }
      lastStep = Math.max(total, 1);
      plot.setData([steps, training, heldOut]);
    },
    clear() {
      steps.length = training.length = heldOut.length = 0;
      draw();
    },
    destroy() {
      document.removeEventListener("themechange", draw);
      resize.disconnect();
      plot?.destroy();
    },
  };
}
