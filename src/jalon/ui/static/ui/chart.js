// Charts: ECharts is fetched when the first one stands on the page. The table behind is in the page already.

const still = matchMedia("(prefers-reduced-motion: reduce)");
const device = matchMedia("(prefers-color-scheme: dark)");
const drawn = new Map();
let library;

function fetchLibrary(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.echarts);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function writer(data, least = data.decimals) {
  const format = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: least, maximumFractionDigits: data.decimals });
  return (value) => (value === null || value === undefined ? "–" : `${format.format(value)}${data.unit ? `\u00a0${data.unit}` : ""}`);
}

function options(data) {
  const rtl = document.documentElement.dir === "rtl";
  const ink = colour("--ink");
  const soft = colour("--ink-soft");
  const line = colour("--line");
  const write = writer(data);
  const font = getComputedStyle(document.body).fontFamily;
  const shared = {
    animation: !still.matches,
    animationDuration: 300,
    color: [1, 2, 3, 4, 5, 6].map((number) => colour(`--series-${number}`)),
    textStyle: { fontFamily: font, color: ink },
    aria: { enabled: false },
    tooltip: { renderMode: "richText", confine: true, backgroundColor: colour("--surface"), borderColor: line, textStyle: { color: ink, fontFamily: font }, valueFormatter: write },
    legend: data.series.length > 1 || data.kind === "pie" ? { top: 0, left: rtl ? "right" : "left", align: rtl ? "right" : "left", icon: "roundRect", itemWidth: 12, itemHeight: 12, textStyle: { color: soft } } : undefined,
  };
  if (data.kind === "pie") {
    const values = data.series[0].values.map((value, place) => ({ value, name: data.categories[place], url: data.series[0].urls[place] }));
    return { ...shared, tooltip: { ...shared.tooltip, trigger: "item" }, series: [{ type: "pie", radius: ["48%", "72%"], center: ["50%", "56%"], data: values, itemStyle: { borderColor: colour("--surface"), borderWidth: 2 }, label: { color: ink, lineHeight: 17, formatter: (slice) => `${slice.name}\n${Math.round(slice.percent)}\u00a0%` } }] };
  }
  const along = data.kind === "rows";
  const names = { type: "category", data: data.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: soft, width: along ? 150 : undefined, overflow: "truncate" }, inverse: along ? true : rtl, position: along && rtl ? "right" : undefined };
  const numbers = { type: "value", axisLabel: { color: soft, formatter: writer(data, 0) }, splitLine: { lineStyle: { color: line } }, minInterval: data.decimals ? 0 : 1, inverse: along && rtl, position: !along && rtl ? "right" : undefined };
  const kind = data.kind === "line" ? "line" : "bar";
  const round = along ? (rtl ? [4, 0, 0, 4] : [0, 4, 4, 0]) : [4, 4, 0, 0];
  return {
    ...shared,
    grid: { top: data.series.length > 1 ? 40 : 12, right: 12, bottom: 4, left: 4, containLabel: true },
    tooltip: { ...shared.tooltip, trigger: "axis", axisPointer: { type: kind === "line" ? "line" : "shadow" } },
    xAxis: along ? numbers : names,
    yAxis: along ? names : numbers,
    series: data.series.map((series) => ({
      name: series.label,
      type: kind,
      stack: data.kind === "stacked" ? "all" : undefined,
      barMaxWidth: 38,
      smooth: false,
      symbolSize: 7,
      lineStyle: { width: 3 },
      connectNulls: false,
      itemStyle: data.kind === "bar" || along ? { borderRadius: round } : {},
      data: series.values.map((value, place) => ({ value, url: series.urls[place] })),
    })),
  };
}

async function draw(figure) {
  const place = figure.querySelector(".chart-drawing");
  if (!place || place.dataset.drawn) return;
  place.dataset.drawn = "yes";
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  try {
    const echarts = await fetchLibrary(figure.dataset.library);
    place.classList.add("is-drawn");
    const chart = echarts.init(place, null, { renderer: "svg" });
    chart.setOption(options(data));
    chart.on("click", (event) => event.data?.url && location.assign(event.data.url));
    new ResizeObserver(() => chart.resize()).observe(place);
    drawn.set(chart, data);
  } catch {
    figure.querySelector(".chart-table").open = true;
  }
}

function repaint(animated = true) {
  for (const [chart, data] of drawn) {
    if (chart.getDom().isConnected) chart.setOption({ ...options(data), ...(animated ? {} : { animation: false }) }, true);
    else {
      chart.dispose();
      drawn.delete(chart);
    }
  }
}

const drawAll = () => document.querySelectorAll("figure[data-chart]").forEach(draw);
drawAll();
document.addEventListener("htmx:after:swap", drawAll);
document.addEventListener("jalon:theme", () => setTimeout(repaint, 50));
device.addEventListener("change", () => setTimeout(repaint, 50));
matchMedia("print").addEventListener("change", () => repaint(false)); // on paper the light colours apply
