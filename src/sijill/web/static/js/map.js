// The moving map: what the server counts for a frame and a zoom, over an outline of countries.
// A place is an area as wide as what is not known about it, never a point within that area.
//
// The drawn map is there at once and holds the first spots. The moving one lies over it unseen,
// can be used as soon as it has them, and is seen once it has the land or has been moved.

import { addGround, makeStyle } from "./mapstyle.js";

const EARTH_KM = 6371.0088;
const SEEN = 7; // pixels: an area that is smaller is drawn as a ring of this size
const ENDS = [-180, -85, 180, 85];

/**
 * Open a map in *element*, whose data say where everything lies.
 * *choose* is called with a spot that was clicked and cannot be gone nearer to.
 */
export async function openMap(element, { choose }) {
  const library = await import(element.dataset.library);
  library.setWorkerUrl(new URL(element.dataset.worker, location.href).href);
  const holder = document.createElement("div");
  holder.className = "moving";
  element.append(holder);
  const map = new library.Map({
    container: holder,
    bounds: boundsOf(element.dataset.frame.split(",").map(Number)),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 14,
    renderWorldCopies: false,
    fadeDuration: 0,
    locale: wordsOf(element.dataset),
    validateStyle: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const corner = document.dir === "rtl" ? "top-left" : "top-right";
  map.addControl(new library.NavigationControl({ showCompass: false }), corner);
  map.addControl(new library.ScaleControl({ unit: "metric" }), "bottom-left");
  const moving = new MovingMap(map, element, choose);
  await moving.start();
  return moving;
}

/** What the map itself says, in the reader's language. */
function wordsOf({ title, zoomIn, zoomOut, km, m }) {
  return {
    "Map.Title": title, "NavigationControl.ZoomIn": zoomIn, "NavigationControl.ZoomOut": zoomOut,
    "ScaleControl.Kilometers": km, "ScaleControl.Meters": m,
  };
}

/** The spots that the drawn map shows. */
export function readSpots(drawing) {
  return [...drawing.querySelectorAll("a[data-at]")].map((mark) => {
    const [latitude, longitude, n, km] = mark.dataset.at.split(" ").map(Number);
    const address = mark.getAttribute("href");
    return {
      latitude, longitude, n, km: Number.isNaN(km) ? null : km, box: mark.dataset.box.split(" ").map(Number),
      incident: address.startsWith("/incidents/"), title: mark.querySelector("title").textContent, address,
    };
  });
}

class MovingMap {
  constructor(map, element, choose) {
    Object.assign(this, { map, element, choose, asked: null });
    this.number = new Intl.NumberFormat(element.dataset.locale);
    for (const layer of ["cells", "small", "areas"]) {
      map.on("click", layer, (event) => this.open(event));
      map.on("mousemove", layer, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
  }

  /** Show the spots of the drawn map, then the land and what belongs to this zoom. */
  async start() {
    const { map, element } = this;
    this.spots = readSpots(element);
    const ready = new Promise((done) => { map.once("load", done); });
    map.setStyle(makeStyle(this.collect(this.spots)), { diff: false });
    await ready;
    element.dataset.drawn = String(this.spots.length);
    const show = () => element.querySelector("svg")?.remove();
    map.once("movestart", show);
    map.once("idle", show);
    addGround(map, element);
    map.on("moveend", () => this.refresh());
    if (String(Math.round(map.getZoom())) !== element.dataset.zoom) await this.refresh();
  }

  /** Fetch what the frame holds at its zoom; an answer that was overtaken is dropped. */
  async refresh() {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = new URL(this.element.dataset.cells, location.href);
    address.searchParams.set("zoom", String(Math.round(this.map.getZoom())));
    address.searchParams.set("frame", this.frame().join(","));
    try {
      const answer = await fetch(address, { signal: this.asked.signal });
      if (!answer.ok) return;
      this.draw((await answer.json()).spots);
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  /** West, south, east, north of what is shown, in degrees. */
  frame() {
    const box = this.map.getBounds();
    const ends = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    return ends.map((end, n) => (n < 2 ? Math.max(end, ENDS[n]) : Math.min(end, ENDS[n])).toFixed(3));
  }

  draw(spots) {
    const found = this.collect(spots);
    this.spots = spots;
    this.map.getSource("spots").setData(found.spots);
    this.map.getSource("circles").setData(found.circles);
    this.element.dataset.drawn = String(spots.length);
  }

  /** Spots as shapes: points, and circles around those of which an area is known. */
  collect(spots) {
    const named = spots.map((spot, index) => ({ ...spot, index, kind: this.kindOf(spot), shown: this.number.format(spot.n) }));
    const points = named.map((spot) => feature(spot, { type: "Point", coordinates: [spot.longitude, spot.latitude] }));
    const circles = named.filter((spot) => spot.km).map((spot) => feature(spot, circleOf(spot)));
    return { spots: collection(points), circles: collection(circles) };
  }

  /** A cell of several places, an area, or an area too small to be seen as one. */
  kindOf({ km, latitude }) {
    if (km === null || km === undefined) return "cell";
    const around = 2 * Math.PI * EARTH_KM * Math.cos((latitude * Math.PI) / 180);
    return (km * 512 * 2 ** this.map.getZoom()) / around < SEEN ? "small" : "area";
  }

  /** Go nearer to a cell; tell of anything else. Of marks that overlap, the smallest is meant. */
  open(event) {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const under = this.map.queryRenderedFeatures(event.point, { layers: ["cells", "small", "areas"] });
    const size = (spot) => (spot.kind === "area" ? spot.km : 0);
    const [nearest] = under.map((found) => found.properties).sort((a, b) => size(a) - size(b));
    const spot = this.spots[nearest.index];
    const [west, south, east, north] = spot.box;
    if (nearest.kind === "cell" && (east - west > 1e-3 || north - south > 1e-3) && this.map.getZoom() < 13.5) {
      this.map.fitBounds(boundsOf(spot.box), { padding: 50, maxZoom: this.map.getZoom() + 4 });
    } else {
      this.choose(spot);
    }
  }

  /** Show other cells: the filters changed. */
  ask(cells, frame) {
    this.element.dataset.cells = cells;
    if (frame) this.map.fitBounds(boundsOf(frame.split(",").map(Number)), { padding: 8 });
    return this.refresh();
  }

  /** Take on the page's colours anew: light became dark, or dark light. */
  repaint() {
    this.map.once("style.load", () => addGround(this.map, this.element));
    this.map.setStyle(makeStyle(this.collect(this.spots)), { diff: false });
  }
}

function boundsOf([west, south, east, north]) {
  return [[west, south], [east, north]];
}

function collection(features) {
  return { type: "FeatureCollection", features };
}

function feature(properties, geometry) {
  return { type: "Feature", properties: { ...properties, box: "" }, geometry };
}

/** The outline of all points within *km* of a place, on the sphere. */
export function circleOf({ latitude, longitude, km }) {
  const [north, away] = [(latitude * Math.PI) / 180, km / EARTH_KM];
  const ring = [];
  for (let n = 0; n <= 64; n += 1) {
    const turn = (n / 64) * 2 * Math.PI;
    const sine = Math.sin(north) * Math.cos(away) + Math.cos(north) * Math.sin(away) * Math.cos(turn);
    const x = Math.cos(away) - Math.sin(north) * sine;
    const y = Math.sin(turn) * Math.sin(away) * Math.cos(north);
    ring.push([longitude + (Math.atan2(y, x) * 180) / Math.PI, (Math.asin(sine) * 180) / Math.PI]);
  }
  return { type: "Polygon", coordinates: [ring] };
}
