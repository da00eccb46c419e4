// How the moving map looks: the page's own colours, in light and in dark, and system fonts.

const COLLECTION = { type: "FeatureCollection", features: [] };

/** The style of the map; *element* says where the outline of countries lies. */
export function makeStyle(element) {
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(`--${name}`).trim();
  const data = new URL(element.dataset.basemap, location.href).href;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data },
      spots: { type: "geojson", data: COLLECTION },
      circles: { type: "geojson", data: COLLECTION },
      places: { type: "geojson", data: COLLECTION },
    },
    layers: [...ground(colour), ...areas(colour), ...names(colour), ...marks(colour)],
  };
}

function ground(colour) {
  return [
    { id: "sea", type: "background", paint: { "background-color": colour("map-sea") } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("map-land") } },
    {
      id: "borders", type: "line", source: "land",
      paint: { "line-color": colour("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.2] },
    },
  ];
}

function areas(colour) {
  return [
    {
      id: "areas", type: "fill", source: "circles",
      paint: { "fill-color": colour("accent"), "fill-opacity": 0.13 },
    },
    {
      id: "area-edges", type: "line", source: "circles",
      paint: { "line-color": colour("accent"), "line-width": 1, "line-opacity": 0.7 },
    },
  ];
}

function names(colour) {
  const language = document.documentElement.lang;
  const paint = { "text-color": colour("soft"), "text-halo-color": colour("map-land"), "text-halo-width": 1.2 };
  const field = ["coalesce", ["get", `name_${language}`], ["get", "name"]];
  const font = ["sans-serif"];
  return [
    {
      id: "countries", type: "symbol", source: "land", maxzoom: 7, paint,
      layout: { "text-field": field, "text-size": 12, "text-font": font, "text-letter-spacing": language === "ar" ? 0 : 0.04 },
    },
    {
      id: "places", type: "symbol", source: "places", paint,
      layout: {
        "text-field": ["get", "name"], "text-size": 12, "text-font": font,
        "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.4, "text-optional": true,
      },
    },
  ];
}

function marks(colour) {
  const many = [">", ["get", "n"], 1];
  return [
    {
      id: "small", type: "circle", source: "spots", filter: ["==", ["get", "kind"], "small"],
      paint: {
        "circle-radius": ["case", many, 11, 6], "circle-color": colour("map-land"), "circle-opacity": 0.75,
        "circle-stroke-color": colour("accent"), "circle-stroke-width": 1.5,
      },
    },
    {
      id: "cells", type: "circle", source: "spots", filter: ["==", ["get", "kind"], "cell"],
      paint: {
        "circle-radius": ["+", 9, ["*", 4.5, ["log10", ["get", "n"]]]],
        "circle-color": colour("accent"), "circle-stroke-color": colour("map-land"), "circle-stroke-width": 1.5,
      },
    },
    {
      id: "counts", type: "symbol", source: "spots", filter: many,
      layout: { "text-field": ["get", "shown"], "text-size": 13, "text-font": ["sans-serif"], "text-allow-overlap": true, "text-ignore-placement": true },
      paint: {
        "text-color": ["case", ["==", ["get", "kind"], "cell"], colour("accent-ink"), colour("accent")],
        "text-halo-color": colour("map-land"), "text-halo-width": ["case", ["==", ["get", "kind"], "area"], 1.5, 0],
      },
    },
  ];
}
