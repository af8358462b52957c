// Draws the curves of runs: uPlot, fed with a few bytes a row, in the colours of the page.
import uPlot from "/lib/uplot/uPlot.esm.js";

const height = 240;
const smoothShare = 1 / 40;
const leastWindow = 5;
const numbers = {
  0: value => value.toFixed(3),
  1: value => value === 0 ? "0" : value.toExponential(1),
  2: value => Math.round(value).toLocaleString("en"),
  3: value => value >= 1e9 ? `${(value / 1e9).toFixed(2)} GB` : `${(value / 1e6).toFixed(0)} MB`,
};

export function create(place, columns) {
  const steps = [];
  const values = Array.from({ length: columns }, () => []);
  let lastStep = 1;
  let view = null;
  let smooth = true;
  let logarithmic = false;
  let zoomed = null;
  let lines = [];
  let plot = null;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const write = value => (numbers[view.numbers] ?? numbers[0])(value);

  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;

  // The mean of the points around each, so that the course is not behind the jitter that it is drawn over.
  function course(raw) {
    const known = raw.reduce((count, value) => count + (value == null ? 0 : 1), 0);
    const reach = Math.max(leastWindow, Math.round(known * smoothShare)) >> 1;
    const at = [];
    const level = [];
    raw.forEach((value, index) => {
      if (value != null) {
        at.push(index);
        level.push(value);
      }
    });
    const sums = [0];
    for (const value of level) {
      sums.push(sums.at(-1) + value);
    }
    const result = new Array(raw.length).fill(null);
    for (let i = 0; i < level.length; i++) {
      const inner = Math.min(reach, i, level.length - 1 - i);
      result[at[i]] = (sums[i + inner + 1] - sums[i - inner]) / (2 * inner + 1);
    }
    return result;
  }

  function data() {
    return [steps, ...lines.map(line => {
      const raw = logarithmic ? values[line.column].map(value => value > 0 ? value : null) : values[line.column];
      return line.isCourse ? course(raw) : raw;
    })];
  }

  function draw() {
    plot?.destroy();
    if (!view) {
      return;
    }
    lines = view.lines.flatMap(line => smooth && line.isJittery ? [{ ...line, isRaw: true }, { ...line, isCourse: true }] : [line]);
    const axis = { stroke: colour("--faint"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px Inter, sans-serif" };
    plot = new uPlot({
      width: place.clientWidth || 300,
      height,
      padding: [10, 12, 0, 0],
      cursor: { drag: { x: true, y: false, setScale: false } },
      legend: { show: false },
      scales: {
        x: { time: false, range: (_, low, high) => zoomed ?? [Math.min(low ?? 0, 1), Math.max(high ?? 1, lastStep)] },
        y: logarithmic ? { distr: 3 } : { range: (_, low, high) => span(low, high) },
      },
      axes: [{ ...axis, grid: { show: false }, size: 26 }, { ...axis, size: 58, values: (_, ticks) => ticks.map(tick => tick == null ? "" : view.numbers === 0 ? +tick.toPrecision(6) : write(tick)) }],
      series: [{}, ...lines.map(line => ({
        label: line.label,
        stroke: colour(line.colour),
        width: line.isRaw ? 1 : 2,
        alpha: line.isRaw ? 0.35 : 1,
        dash: line.isDashed ? [6, 4] : undefined,
        spanGaps: true,
        points: line.hasDots ? { show: true, size: 7, fill: colour(line.colour) } : { show: () => steps.length < 3 },
      }))],
      hooks: { setCursor: [hover], setSelect: [select], draw: [mark] },
    }, data(), place);
    plot.over.appendChild(tip);
    plot.over.addEventListener("dblclick", () => look(null));
  }

  function span(low, high) {
    const most = Math.max(high ?? 0.1, view.mark ?? 0, 1e-9) * 1.05;
    return zoomed && low != null && low > 0.5 * most ? [low * 0.98, most] : [0, most];
  }

  function look(range) {
    zoomed = range;
    plot?.setData(data());
  }

  function select(chart) {
    const { left, width } = chart.select;
    if (width > 8) {
      look([chart.posToVal(left, "x"), chart.posToVal(left + width, "x")]);
    }
    if (width > 0) {
      chart.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
    }
  }

  function mark(chart) {
    if (view.mark == null) {
      return;
    }
    const y = chart.valToPos(view.mark, "y", true);
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.strokeStyle = colour("--faint");
    ctx.setLineDash([5, 5]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  }

  function hover(chart) {
    const index = chart.cursor.idx;
    tip.hidden = index == null;
    if (index == null) {
      return;
    }
    const parts = [`${steps[index]}`];
    for (const line of view.lines) {
      const value = values[line.column][index];
      if (value != null) {
        parts.push(`${line.label} ${write(value)}`);
      }
    }
    tip.textContent = parts.join(" · ");
    const left = chart.cursor.left > chart.over.clientWidth / 2;
    tip.style.left = left ? "" : `${chart.cursor.left + 10}px`;
    tip.style.right = left ? `${chart.over.clientWidth - chart.cursor.left + 10}px` : "";
  }

  function put(step, row) {
    // The run went back to its checkpoint: what came after it never happened.
    while (steps.length > 0 && steps.at(-1) > step) {
      steps.pop();
      values.forEach(column => column.pop());
    }
    if (steps.at(-1) !== step) {
      steps.push(step);
      values.forEach(column => column.push(null));
    }
    const last = steps.length - 1;
    row.forEach((value, column) => {
      if (Number.isFinite(value)) {
        values[column][last] = value;
      }
    });
  }

  const resize = new ResizeObserver(() => plot?.setSize({ width: place.clientWidth || 300, height }));
  document.addEventListener("themechange", draw);
  resize.observe(place);

  return {
    show(next, isSmooth, isLogarithmic) {
      view = next;
      smooth = isSmooth;
      logarithmic = isLogarithmic;
      draw();
    },
    append(bytes, total) {
      const copy = bytes.slice();
      const floats = new Float32Array(copy.buffer, 0, Math.floor(copy.byteLength / 4));
      for (let i = 0; i + columns < floats.length; i += columns + 1) {
        put(floats[i], floats.subarray(i + 1, i + 1 + columns));
      }
      lastStep = Math.max(total, 1);
      plot?.setData(data());
    },
    zoom(share) {
      if (share <= 0 || steps.length < 2) {
        look(null);
        return;
      }
      const [low, high] = zoomed ?? [steps[0], Math.max(steps.at(-1), 2)];
      look([high - (high - low) * share, high]);
    },
    picture(name) {
      const source = plot.ctx.canvas;
      const canvas = document.createElement("canvas");
      const title = 28 * devicePixelRatio;
      canvas.width = source.width;
      canvas.height = source.height + title;
      const ctx = canvas.getContext("2d");
      ctx.fillStyle = colour("--surface");
      ctx.fillRect(0, 0, canvas.width, canvas.height);
      ctx.fillStyle = colour("--text");
      ctx.font = `${13 * devicePixelRatio}px Inter, sans-serif`;
      ctx.fillText(name, 12 * devicePixelRatio, 19 * devicePixelRatio);
      ctx.drawImage(source, 0, title);
      canvas.toBlob(blob => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.png`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      });
    },
    clear() {
      steps.length = 0;
      values.forEach(column => { column.length = 0; });
      zoomed = null;
      draw();
    },
    destroy() {
      document.removeEventListener("themechange", draw);
      resize.disconnect();
      plot?.destroy();
      plot = null;
    },
  };
}
