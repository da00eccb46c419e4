// The moving map: what the server counts for a frame and a zoom, over an outline of countries.
// A place is an area as wide as what is not known about it, never a point within that area.

import { makeStyle } from "./mapstyle.js";

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
  holder.className = "moving"; // unseen above the drawn map until it is drawn itself
  element.append(holder);
  const map = new library.Map({
    container: holder,
    style: makeStyle(element),
    bounds: boundsOf(element.dataset.frame.split(",").map(Number)),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    maxZoom: 14,
    renderWorldCopies: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const corner = document.dir === "rtl" ? "top-left" : "top-right";
  map.addControl(new library.NavigationControl({ showCompass: false }), corner);
  map.addControl(new library.ScaleControl({ unit: "metric" }), "bottom-left");
  const loaded = new Promise((ready) => { map.once("load", ready); });
  const moving = new MovingMap(map, element, choose, loaded);
  await moving.refresh();
  element.querySelector("svg").remove();
  return moving;
}

class MovingMap {
  constructor(map, element, choose, loaded) {
    Object.assign(this, { map, element, choose, loaded, asked: null });
    this.number = new Intl.NumberFormat(element.dataset.locale);
    map.on("moveend", () => this.refresh());
    for (const layer of ["cells", "small", "areas"]) {
      map.on("click", layer, (event) => this.open(event));
      map.on("mousemove", layer, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint());
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
      const { spots } = await answer.json();
      await this.loaded;
      this.draw(spots);
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
    const named = spots.map((spot, index) => ({ ...spot, index, kind: this.kindOf(spot), shown: this.number.format(spot.n) }));
    const points = named.map((spot) => feature(spot, { type: "Point", coordinates: [spot.longitude, spot.latitude] }));
    const circles = named.filter((spot) => spot.km).map((spot) => feature(spot, circleOf(spot)));
    this.spots = spots;
    this.map.getSource("spots").setData({ type: "FeatureCollection", features: points });
    this.map.getSource("circles").setData({ type: "FeatureCollection", features: circles });
    this.element.dataset.drawn = String(spots.length);
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

  repaint() {
    this.map.once("idle", () => this.draw(this.spots));
    this.map.setStyle(makeStyle(this.element), { diff: false });
  }
}

function boundsOf([west, south, east, north]) {
  return [[west, south], [east, north]];
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
