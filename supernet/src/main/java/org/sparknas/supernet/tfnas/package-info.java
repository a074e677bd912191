/**
 * The space of "TF-NAS: Rethinking Three Search Freedoms of Latency-Constrained Differentiable
 * Neural Architecture Search" (Hu et al., 2020; AberHu/TF-NAS): operations, depths and widths of
 * inverted residual blocks, their latencies from a table, and how widths are fitted to a target.
 */
package org.sparknas.supernet.tfnas;
