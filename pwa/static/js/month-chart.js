/** `<month-chart>` around a table: draws it, bars on the left scale, dots on the right one. */
const HEIGHT = 220;
const STEPS = [1, 10, 100, 1000, 10000, 100000].flatMap((one) => [one, 2 * one, 5 * one]);
const SIGN = 7;
const COLOURS = { expected: "--pending", present: "--brand", activities: "--amber" };

class MonthChart extends HTMLElement {
  #plot = null;
  #library = null;
  #place = null;
  #resized = new ResizeObserver(() => this.#fit());
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #redraw = () => this.#draw();

  async connectedCallback() {
    this.#clear();
    this.#place = this.#made("div", "month-chart-plot");
    this.#place.setAttribute("aria-hidden", "true");
    this.prepend(this.#place, this.#keys());
    const numbers = this.querySelector("details");
    numbers.open = false;
    try {
      ({ default: this.#library } = await import("../vendor/uplot/uplot-1.6.32.js"));
    } catch {
      this.#clear();
      numbers.open = true;
      return;
    }
    if (!this.isConnected) return;
    this.#draw();
    this.#resized.observe(this.#place);
    this.#dark.addEventListener("change", this.#redraw);
  }

  disconnectedCallback() {
    this.#resized.disconnect();
    this.#dark.removeEventListener("change", this.#redraw);
    this.#clear();
  }

  /** A page that Turbo kept comes back with what was drawn in it. */
  #clear() {
    this.#plot?.destroy();
    this.#plot = null;
    this.querySelectorAll(".month-chart-plot, .month-chart-keys").forEach((made) => made.remove());
  }

  get #columns() {
    return [...this.querySelectorAll("thead [data-bars], thead [data-dots]")].map((head) => ({
      of: head.dataset.bars ?? head.dataset.dots,
      isDots: "dots" in head.dataset,
      label: head.textContent,
      numbers: this.#numbers(head.cellIndex),
    }));
  }

  #numbers(index) {
    const rows = [...this.querySelectorAll("tbody tr")];
    return rows.map((row) => Number(row.cells[index].textContent));
  }

  #made(name, kind) {
    const made = document.createElement(name);
    made.className = kind;
    return made;
  }

  #keys() {
    const keys = this.#made("ul", "month-chart-keys");
    keys.setAttribute("aria-hidden", "true");
    for (const { of, label } of this.#columns) {
      const key = document.createElement("li");
      key.dataset.of = of;
      key.textContent = label;
      keys.append(key);
    }
    return keys;
  }

  #colour(token) {
    return getComputedStyle(this).getPropertyValue(token).trim();
  }

  #draw() {
    this.#plot?.destroy();
    const months = [...this.querySelectorAll("tbody th")].map((head) => head.dataset.short);
    const columns = this.#columns;
    const heights = columns.map(({ isDots, numbers }) =>
      isDots ? numbers.map((one) => one || null) : numbers,
    );
    const data = [months.map(Number), ...heights];
    this.#plot = new this.#library(this.#options(months, columns), data, this.#place);
  }

  #options(months, columns) {
    return {
      width: this.#place.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      select: { show: false },
      padding: [12, 0, 0, 0],
      scales: {
        x: { time: false, range: [0.4, months.length + 0.6] },
        y: { range: (_, __, most) => [0, Math.max(4, most * 1.1)] },
        activities: { range: (_, __, most) => [0, Math.max(4, most * 1.6)] },
      },
      series: [{}, ...columns.map((column) => this.#series(column))],
      axes: [
        this.#axis({ splits: () => months.map(Number), size: 26, grid: { show: false } }),
        this.#axis({ scale: "y", size: this.#wide(34), incrs: STEPS }),
        this.#axis({
          scale: "activities", side: 1, size: this.#wide(26), incrs: STEPS, grid: { show: false },
        }),
      ],
    };
  }

  /** As wide as its longest number, which a large hospital's are. */
  #wide(least) {
    return (_, numbers) =>
      Math.max(least, ...(numbers ?? []).map((one) => 12 + SIGN * String(one ?? "").length));
  }

  #axis(own) {
    const ticks = { show: false };
    const font = `12px ${getComputedStyle(this).fontFamily}`;
    return {
      stroke: this.#colour("--ink-soft"), font, ticks, gap: 4,
      grid: { stroke: this.#colour("--line"), width: 1 }, ...own,
    };
  }

  #series({ of, isDots }) {
    const colour = this.#colour(COLOURS[of]);
    if (isDots) {
      const points = { size: 10, fill: colour, stroke: this.#colour("--surface"), width: 2 };
      return { scale: of, stroke: colour, paths: () => null, points };
    }
    const share = of === "present" ? 0.34 : 0.62;
    const paths = this.#library.paths.bars({ size: [share, 28], radius: 0.15 });
    return { scale: "y", fill: colour, stroke: colour, width: 0, paths, points: { show: false } };
  }

  #fit() {
    const width = this.#place.clientWidth;
    if (!this.#plot || !width || width === this.#plot.width) return;
    this.#plot.setSize({ width, height: HEIGHT });
  }
}

customElements.define("month-chart", MonthChart);
