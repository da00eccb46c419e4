// How the moving map looks: the page's own colours, in light and in dark, and system fonts.

const FIRST_OF_SPOTS = "areas"; // the layer that land and borders lie under

/** The style of a map of *spots* and *circles*, before there is any land. */
export function makeStyle({ spots, circles }) {
  const colour = readColours();
  return {
    version: 8,
    sources: { spots: { type: "geojson", data: spots }, circles: { type: "geojson", data: circles } },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("map-sea") } },
      ...areas(colour), ...marks(colour),
    ],
  };
}

/** Put the land under the spots; *element* says where the outline of countries lies. */
export function addGround(map, element) {
  const colour = readColours();
  const data = new URL(element.dataset.basemap, location.href).href;
  map.addSource("land", { type: "geojson", data, maxzoom: 8, buffer: 16 });
  for (const layer of ground(colour)) map.addLayer(layer, FIRST_OF_SPOTS);
}

function readColours() {
  const css = getComputedStyle(document.documentElement);
  return (name) => css.getPropertyValue(`--${name}`).trim();
}

function ground(colour) {
  return [
    { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("map-land") } },
    {
      id: "borders", type: "line", source: "land",
      paint: { "line-color": colour("map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.2] },
    },
    names(colour),
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
  return {
    id: "countries", type: "symbol", source: "land", maxzoom: 7,
    paint: { "text-color": colour("soft"), "text-halo-color": colour("map-land"), "text-halo-width": 1.2 },
    layout: {
      "text-field": ["coalesce", ["get", `name_${language}`], ["get", "name"]], "text-size": 12,
      "text-font": ["sans-serif"], "text-letter-spacing": language === "ar" ? 0 : 0.04,
    },
  };
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
