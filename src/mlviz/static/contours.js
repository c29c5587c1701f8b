// Level lines over the picture of a stage s, at shares (0 to 1) of the way from lowest to highest.
// Put before a module of widgets/ that names it in mlviz.draggable.script.
function contours(f, s, shares) { // marching squares over a grid of 60 by 50 cells
  const nx = 60, ny = 50, at = (i, j) => [-3 + 6 * i / nx, -2.5 + 5 * j / ny];
  const z = Array.from({length: nx + 1}, (_, i) => Array.from({length: ny + 1}, (_, j) => f(...at(i, j))));
  const flat = z.flat(), low = Math.min(...flat), high = Math.max(...flat), parts = [];
  const levels = shares.map(share => low + (high - low) * share);
  for (let i = 0; i < nx; i++) for (let j = 0; j < ny; j++) {
    const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]], heights = corners.map(([a, b]) => z[a][b]);
    const least = Math.min(...heights), most = Math.max(...heights);
    for (const level of levels) {
      if (level <= least || level > most) continue;
      const cut = [];
      for (let m = 0; m < 4; m++) {
        const [a, b] = corners[m], [c, e] = corners[(m + 1) % 4];
        const p = heights[m] - level, q = heights[(m + 1) % 4] - level;
        if (p < 0 === q < 0) continue;
        const t = p / (p - q), [x, y] = at(a + t * (c - a), b + t * (e - b));
        cut.push(`${s.X(x).toFixed(1)} ${s.Y(y).toFixed(1)}`);
      }
      for (let m = 0; m + 1 < cut.length; m += 2) parts.push(`M${cut[m]}L${cut[m + 1]}`);
    }
  }
  return parts.join("");
}

