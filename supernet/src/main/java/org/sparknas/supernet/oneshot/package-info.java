/**
 * The space of "Single Path One-Shot" with searched widths, as in
 * CanyonWind/Single-Path-One-Shot-NAS-MXNet: its layouts, choice blocks and heads, and how its
 * weights begin.
 */
package org.sparknas.supernet.oneshot;
