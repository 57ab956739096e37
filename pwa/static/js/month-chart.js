/** `<month-chart>` around a table: draws what stands in it, bars on the left scale, a line on the right. */
const HEIGHT = 220;
const COLOURS = { expected: "--pending", present: "--brand", activities: "--amber" };

class MonthChart extends HTMLElement {
  #plot = null;
  #library = null;
  #resized = new ResizeObserver(() => this.#fit());
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #redraw = () => this.#draw();

  async connectedCallback() {
    const { default: library } = await import("../vendor/uplot/uplot-1.6.32.js");
    if (!this.isConnected || this.#library) return;
    this.#library = library;
    this.#place = this.#made("div", "month-chart-plot");
    this.#place.setAttribute("aria-hidden", "true");
    this.prepend(this.#place, this.#keys());
    this.querySelector("details").open = false;
    this.#draw();
    this.#resized.observe(this.#place);
    this.#dark.addEventListener("change", this.#redraw);
  }

  disconnectedCallback() {
    this.#resized.disconnect();
    this.#dark.removeEventListener("change", this.#redraw);
    this.#plot?.destroy();
    this.querySelectorAll(".month-chart-plot, .month-chart-keys").forEach((made) => made.remove());
  }

  #place = null;

  get #columns() {
    return [...this.querySelectorAll("thead [data-bars], thead [data-line]")].map((head) => ({
      of: head.dataset.bars ?? head.dataset.line,
      isLine: "line" in head.dataset,
      label: head.textContent,
      numbers: this.#numbers(head.cellIndex),
    }));
  }

  #numbers(index) {
    return [...this.querySelectorAll("tbody tr")].map((row) => Number(row.cells[index].textContent));
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
    const data = [months.map(Number), ...columns.map((column) => column.numbers)];
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
        this.#axis({ scale: "y", size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }),
        this.#axis({ scale: "activities", side: 1, size: 26, incrs: [1, 2, 5, 10, 20, 50], grid: { show: false } }),
      ],
    };
  }

  #axis(own) {
    const ticks = { show: false };
    const font = `12px ${getComputedStyle(this).fontFamily}`;
    return {
      stroke: this.#colour("--ink-soft"), font, ticks, gap: 4,
      grid: { stroke: this.#colour("--line"), width: 1 }, ...own,
    };
  }

  #series({ of, isLine }) {
    const colour = this.#colour(COLOURS[of]);
    if (isLine) return { scale: of, stroke: colour, width: 2, points: { size: 6, fill: colour } };
    const share = of === "present" ? 0.34 : 0.62;
    const paths = this.#library.paths.bars({ size: [share, 28], radius: 0.15 });
    return { scale: "y", fill: colour, stroke: colour, width: 0, paths, points: { show: false } };
  }

  #fit() {
    const width = this.#place.clientWidth;
    if (this.#plot && width && width !== this.#plot.width) this.#plot.setSize({ width, height: HEIGHT });
  }
}

customElements.define("month-chart", MonthChart);
