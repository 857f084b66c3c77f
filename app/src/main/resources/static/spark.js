// The pace of the last two minutes as a line. A reload goes on from what this tab has seen.
const POINTS = 120;
const WIDTH = 120;
const HEIGHT = 28;

export class Sparkline {
  constructor(svg) {
    this.line = svg.querySelector('.line');
    this.area = svg.querySelector('.area');
    this.rates = [];
  }

  begin(session) {
    this.key = `pace ${session}`;
    try {
      this.rates = JSON.parse(sessionStorage.getItem(this.key) ?? '[]').slice(-POINTS);
    } catch {
      this.rates = [];
    }
    this.draw();
  }

  add(rate) {
    this.rates = [...this.rates, Math.round(rate * 10) / 10].slice(-POINTS);
    try { sessionStorage.setItem(this.key, JSON.stringify(this.rates)); } catch { /* drawn anew after a reload */ }
    this.draw();
  }

  draw() {
    const most = Math.max(1, ...this.rates);
    const left = WIDTH - this.rates.length * (WIDTH / POINTS);
    const points = this.rates.map((rate, i) => `${(left + (i + 1) * (WIDTH / POINTS)).toFixed(1)} ${(HEIGHT - 1 - (rate / most) * (HEIGHT - 3)).toFixed(1)}`);
    const path = points.length > 1 ? `M${points.join('L')}` : '';
    this.line.setAttribute('d', path);
    this.area.setAttribute('d', path && `${path}L${WIDTH} ${HEIGHT}L${points[0].split(' ')[0]} ${HEIGHT}Z`);
  }
}
