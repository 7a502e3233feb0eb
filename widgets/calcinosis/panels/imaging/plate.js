// Plates: layers of a picture, unpacked once and developed at every move of a slider. The recipes are those of
// calcinosis/imaging/develop.py; a test in the browser holds the two equal.

// head: {width, height, channels: [{name, bits, steps, bytes}], facts}; data: the deflate streams, one after the other.
export async function unpack(head, data) {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const channels = {};
  let start = 0;
  for (const { name, bits, steps, bytes: length } of head.channels) {
    const stream = new Blob([bytes.subarray(start, start + length)]).stream().pipeThrough(new DecompressionStream("deflate"));
    const raw = new Uint8Array(await new Response(stream).arrayBuffer());
    start += length;
    const size = head.width * head.height;
    const values = new Float32Array(size);
    if (bits === 16) for (let i = 0; i < size; i += 1) values[i] = (256 * raw[i] + raw[size + i]) / steps;
    else for (let i = 0; i < size; i += 1) values[i] = raw[i] / steps;
    channels[name] = values;
  }
  return channels;
}

export function curveAt(points, value) {
  if (value <= points[0][0]) return points[0][1];
  for (let i = 1; i < points.length; i += 1) {
    const [x0, y0] = points[i - 1];
    const [x1, y1] = points[i];
    if (value <= x1) return y0 + ((y1 - y0) * (value - x0)) / (x1 - x0);
  }
  return points.at(-1)[1];
}

const unit = (value) => (value < 0 ? 0 : value > 1 ? 1 : value);
const GLASS = 250 / 255;

// A developer turns channels into pixels: develop(values, pixels) fills RGBA.
export function developer(head, channels, recipe) {
  return { film, ct, ultrasound, histology, arteriole }[recipe.kind](head, channels, recipe);
}

// Light letters, darkly outlined, can be read on any ground.
function ink(pixels, at, grey, stamp) {
  let seen = grey;
  if (stamp) {
    const inside = unit(2 * stamp - 1);
    const dimmed = grey * (1 - 0.45 * (unit(2 * stamp) - inside));
    seen = dimmed + 0.42 * inside * (1 - dimmed);
  }
  const byte = (seen * 255 + 0.5) | 0;
  pixels[4 * at] = byte;
  pixels[4 * at + 1] = byte;
  pixels[4 * at + 2] = byte;
  pixels[4 * at + 3] = 255;
}

function film(head, channels, recipe) {
  const size = head.width * head.height;
  const { stamp } = channels;
  const seen = new Float32Array(size);
  const curve = Float32Array.from({ length: 4097 }, (_, i) => (i / 4096) ** recipe.gamma);
  let drawn = "";
  return (values, pixels) => {
    const without = JSON.stringify({ ...values, level: 0, width: 0 });
    if (without !== drawn) {
      drawn = without; // the window changes nothing of what the ray has passed
      seen.set(channels.base);
      for (const layer of recipe.layers) addLayer(seen, layer);
    }
    const low = values.level - values.width / 2;
    const scale = 4096 / values.width;
    for (let i = 0; i < size; i += 1) {
      const place = (seen[i] - low) * scale;
      ink(pixels, i, curve[place < 0 ? 0 : place > 4096 ? 4096 : (place + 0.5) | 0], stamp[i]);
    }

    function addLayer(sum, layer) {
      let share = layer.by ? values[layer.by] : 1;
      if (layer.curve) share = curveAt(layer.curve, share);
      const amount = channels[layer.channel];
      const scaled = layer.sign * (layer.density ? values.density : 1);
      if (layer.onset) {
        if (share <= 0) return;
        const when = channels[layer.onset];
        for (let i = 0; i < size; i += 1) if (amount[i]) sum[i] += scaled * amount[i] * unit((share - when[i]) / recipe.fade);
      } else {
        const whole = scaled * (layer.by ? share : 1);
        for (let i = 0; i < size; i += 1) sum[i] += whole * amount[i];
      }
    }
  };
}

// Hounsfield units of every pixel, mineral settled along the gravity of a posture.
export function hounsfield(head, channels, recipe, values) {
  const { offset, step, cysts, sediment, fluid } = head.facts;
  const [gx, gy] = recipe.gravity[values.posture];
  const units = new Float32Array(head.width * head.height);
  for (let y = 0, i = 0; y < head.height; y += 1) {
    for (let x = 0; x < head.width; x += 1, i += 1) {
      units[i] = channels.hu[i] * 65535 * step - offset;
      const number = Math.round(channels.cyst[i] * 255);
      if (number) {
        const [cx, cy, radius, level] = cysts[number - 1];
        units[i] += unit((((x - cx) * gx + (y - cy) * gy) / radius + level) / 0.06) * (sediment - fluid);
      }
    }
  }
  return units;
}

function ct(head, channels, recipe) {
  const { stamp } = channels;
  let units = null;
  let posture = "";
  return (values, pixels) => {
    if (posture !== values.posture) units = hounsfield(head, channels, recipe, values);
    posture = values.posture;
    const low = values.level - values.width / 2;
    for (let i = 0; i < units.length; i += 1) ink(pixels, i, unit((units[i] - low) / values.width), stamp[i]);
  };
}

function ultrasound(head, channels) {
  const { stamp } = channels;
  const { facts, width, height } = head;
  return (values, pixels) => {
    const [sin, cos] = [Math.sin((values.tilt * Math.PI) / 180), Math.cos((values.tilt * Math.PI) / 180)];
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        let echo = channels.echo[i];
        if (channels.chalk) {
          const within = channels.within[i];
          if (within) {
            const depth = ((x - facts.centre[0]) * sin + (y - facts.centre[1]) * cos) / facts.half;
            echo = Math.max(echo, channels.chalk[i] * unit((depth - facts.level) / 0.1) * within, 0.8 * channels.motes[i]);
          }
        }
        ink(pixels, i, unit(((echo - 1) * facts.dynamic + values.gain) / values.range + 1), stamp[i]);
      }
    }
  };
}

// Light that passes the dyes, after Beer and Lambert: one table for each dye and colour instead of an exponential a pixel.
const FINE = 1024;
function dyes(stain, names) {
  return names.map((name) => stain[name].map((absorbance) => Float32Array.from({ length: FINE + 1 }, (_, i) => Math.exp((-absorbance * i) / FINE))));
}
function stained(pixels, layers, tables, stamp) {
  const count = layers.length;
  for (let i = 0, at = 0; i < stamp.length; i += 1, at += 4) {
    let red = GLASS * (1 - 0.34 * unit(2 * stamp[i] - 1)) * 255;
    let green = red;
    let blue = red;
    for (let part = 0; part < count; part += 1) {
      const value = layers[part][i];
      if (value <= 0) continue;
      const place = value >= 1 ? FINE : (value * FINE + 0.5) | 0;
      const table = tables[part];
      red *= table[0][place];
      green *= table[1][place];
      blue *= table[2][place];
    }
    pixels[at] = red + 0.5;
    pixels[at + 1] = green + 0.5;
    pixels[at + 2] = blue + 0.5;
    pixels[at + 3] = 255;
  }
}

function histology(head, channels, recipe) {
  const names = ["eosin", "haematoxylin", "mineral"];
  const layers = names.map((name) => channels[name]);
  return (values, pixels) => stained(pixels, layers, dyes(recipe.stains[values.stain], names), channels.stamp);
}

export const lumenOf = (recipe, stage) => recipe.lumen[0] + (recipe.lumen[1] - recipe.lumen[0]) * curveAt(recipe.narrowing, stage);

// Most of the plate is fat, where only dust and dying cells change; the wall's pixels are listed once.
function arteriole(head, channels, recipe) {
  const { width, facts } = head;
  const { eosin: pink, haematoxylin: dark, necrosis, dust, radius: reach, swirl: swirls, patchy, grain: grains, stamp } = channels;
  const [inner, outer] = recipe.media;
  const size = pink.length;
  const wall = [];
  for (let i = 0; i < size; i += 1) if (reach[i] * facts.reach < outer + 2) wall.push(i);
  const radius = Float32Array.from(wall, (i) => reach[i] * facts.reach);
  const slit = Float32Array.from(wall, (i) => {
    const [dx, dy] = [(i % width) - facts.centre[0] - 13, Math.floor(i / width) - facts.centre[1] - 12];
    return 1 - unit(1.6 - 1.2 * Math.hypot(dx / 5, dy / 13));
  });
  const eosin = new Float32Array(size);
  const blue = new Float32Array(size);
  const crust = new Float32Array(size);
  const blood = new Float32Array(size);
  const layers = [eosin, blue, crust, blood];
  return (values, pixels) => {
    const { stage } = values;
    const hole = lumenOf(recipe, stage);
    const above = curveAt(recipe.threshold, stage);
    const dusty = 0.8 * curveAt(recipe.dust, stage);
    const clot = curveAt(recipe.clot, stage);
    const dying = 0.16 * curveAt(recipe.dying, stage);
    for (let i = 0; i < size; i += 1) {
      eosin[i] = pink[i] + necrosis[i] * dying;
      crust[i] = dust[i] * dusty;
    }
    blue.set(dark);
    for (let k = 0; k < wall.length; k += 1) {
      const i = wall[k];
      const r = radius[k];
      const swirl = swirls[i] - 0.5;
      const grain = grains[i] - 0.5;
      const coat = within(outer, r);
      const intima = within(inner, r);
      const opening = within(hole, r);
      const lining = within(hole + 2.6, r) - opening;
      let e = mix(eosin[i], 0.4 + 0.22 * swirl + 0.06 * grain, coat);
      e = mix(e, 0.2 + 0.12 * swirl + 0.04 * grain, intima) + 0.3 * (within(inner + 1.6, r) - within(inner - 1.6, r)) + 0.32 * lining;
      let b = mix(mix(dark[i], 0.03 + 0.3 * unit(swirl - 0.12), coat), 0.03, intima) + 0.35 * lining;
      const ring = unit((r - inner - 1) / 5) * unit((outer - 1 - r) / 5);
      const mineral = unit((patchy[i] + 0.5 * grain - above) / 0.1 + 0.5) * ring;
      e *= 1 - 0.75 * mineral;
      b *= 1 - mineral;
      crust[i] = Math.max(crust[i], mineral * unit(0.875 + 1.25 * grain));
      eosin[i] = mix(e, 0.015, opening);
      blue[i] = mix(b, 0, opening);
      blood[i] = opening * clot * (0.62 + 0.5 * grain + 0.4 * swirl) * slit[k];
    }
    stained(pixels, layers, dyes(recipe.stains[values.stain], ["eosin", "haematoxylin", "mineral", "blood"]), stamp);
  };
}
const within = (limit, radius) => unit((limit - radius) / 2 + 0.5);
const mix = (old, next, share) => old * (1 - share) + next * share;
