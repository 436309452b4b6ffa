/** The demonstration: an invented story that fills an empty installation outside production, and the tour of it. The last room; its only door. */
export { makeDemonstration, type DemonstrationNeeds } from './application/make-demonstration.js';
export { tourFor } from './application/tour.js';
