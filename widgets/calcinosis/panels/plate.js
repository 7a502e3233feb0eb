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
const STAMP_TURNS = 0.7;

// A developer turns channels into pixels: develop(values, pixels) fills RGBA.
export function developer(head, channels, recipe) {
  return { film, ct, ultrasound, histology, arteriole }[recipe.kind](head, channels, recipe);
}

function greys(channels, size) {
  const { stamp } = channels;
  return (pixels, at, grey) => {
    const s = stamp[at];
    const inked = s ? grey + 0.42 * s * ((grey < STAMP_TURNS ? 1 : 0.25) - grey) : grey;
    const byte = (inked * 255 + 0.5) | 0;
    const i = 4 * at;
    pixels[i] = byte;
    pixels[i + 1] = byte;
    pixels[i + 2] = byte;
    pixels[i + 3] = 255;
    return size;
  };
}

function film(head, channels, recipe) {
  const size = head.width * head.height;
  const put = greys(channels, size);
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
      put(pixels, i, curve[place < 0 ? 0 : place > 4096 ? 4096 : (place + 0.5) | 0]);
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
  const put = greys(channels);
  let units = null;
  let posture = "";
  return (values, pixels) => {
    if (posture !== values.posture) units = hounsfield(head, channels, recipe, values);
    posture = values.posture;
    const low = values.level - values.width / 2;
    for (let i = 0; i < units.length; i += 1) put(pixels, i, unit((units[i] - low) / values.width));
  };
}

function ultrasound(head, channels) {
  const put = greys(channels);
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
        put(pixels, i, unit(((echo - 1) * facts.dynamic + values.gain) / values.range + 1));
      }
    }
  };
}

// Light that passes the dyes, after Beer and Lambert: one table for each dye and colour instead of an exponential a pixel.
const FINE = 1024;
function dyes(stain, names) {
  return names.map((name) => stain[name].map((absorbance) => Float32Array.from({ length: FINE + 1 }, (_, i) => Math.exp((-absorbance * i) / FINE))));
}
function lit(pixels, at, tables, parts, stamp) {
  const dark = GLASS * (1 - 0.34 * stamp);
  for (let colour = 0; colour < 3; colour += 1) {
    let light = dark;
    for (let part = 0; part < tables.length; part += 1) light *= tables[part][colour][(parts[part] * FINE + 0.5) | 0];
    pixels[4 * at + colour] = light * 255 + 0.5;
  }
  pixels[4 * at + 3] = 255;
}

function histology(head, channels, recipe) {
  const names = ["eosin", "haematoxylin", "mineral"];
  const layers = names.map((name) => channels[name]);
  const parts = [0, 0, 0];
  return (values, pixels) => {
    const tables = dyes(recipe.stains[values.stain], names);
    for (let i = 0; i < layers[0].length; i += 1) {
      for (let part = 0; part < 3; part += 1) parts[part] = layers[part][i];
      lit(pixels, i, tables, parts, channels.stamp[i]);
    }
  };
}

export const lumenOf = (recipe, stage) => recipe.lumen[0] + (recipe.lumen[1] - recipe.lumen[0]) * curveAt(recipe.narrowing, stage);

function arteriole(head, channels, recipe) {
  const names = ["eosin", "haematoxylin", "mineral", "blood"];
  const { width, height, facts } = head;
  const [inner, outer] = recipe.media;
  const parts = [0, 0, 0, 0];
  const mix = (old, next, share) => old * (1 - share) + next * share;
  return (values, pixels) => {
    const tables = dyes(recipe.stains[values.stain], names);
    const { stage } = values;
    const hole = lumenOf(recipe, stage);
    const [above, dusty, clot, dying] = ["threshold", "dust", "clot", "dying"].map((name) => curveAt(recipe[name], stage));
    for (let y = 0, i = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1, i += 1) {
        let eosin = channels.eosin[i] + 0.16 * channels.necrosis[i] * dying;
        let blue = channels.haematoxylin[i];
        let crust = 0.8 * channels.dust[i] * dusty;
        let blood = 0;
        const radius = channels.radius[i] * facts.reach;
        if (radius < outer + 2) {
          const [swirl, patchy, grain] = [channels.swirl[i], channels.patchy[i], channels.grain[i]];
          const inside = (limit) => unit((limit - radius) / 2 + 0.5);
          const [wall, intima, opening] = [inside(outer), inside(inner), inside(hole)];
          const lining = inside(hole + 2.6) - opening;
          eosin = mix(eosin, 0.4 + 0.22 * (swirl - 0.5) + 0.06 * (grain - 0.5), wall);
          eosin = mix(eosin, 0.2 + 0.12 * (swirl - 0.5) + 0.04 * (grain - 0.5), intima);
          eosin += 0.3 * (inside(inner + 1.6) - inside(inner - 1.6)) + 0.32 * lining;
          blue = mix(blue, 0.03 + 0.3 * unit(swirl - 0.62), wall);
          blue = mix(blue, 0.03, intima) + 0.35 * lining;
          const ring = unit((radius - inner - 1) / 5) * unit((outer - 1 - radius) / 5);
          const mineral = unit((patchy + 0.5 * (grain - 0.5) - above) / 0.1 + 0.5) * ring;
          crust = Math.max(crust, mineral * unit(0.25 + 1.25 * grain));
          eosin *= 1 - 0.75 * mineral;
          blue *= 1 - mineral;
          const slit = unit(1.6 - 1.2 * Math.hypot((x - facts.centre[0] - 13) / 5, (y - facts.centre[1] - 12) / 13));
          eosin = mix(eosin, 0.015, opening);
          blue = mix(blue, 0, opening);
          blood = opening * clot * (0.62 + 0.5 * (grain - 0.5) + 0.4 * (swirl - 0.5)) * (1 - slit);
        }
        parts[0] = unit(eosin);
        parts[1] = unit(blue);
        parts[2] = unit(crust);
        parts[3] = unit(blood);
        lit(pixels, i, tables, parts, channels.stamp[i]);
      }
    }
  };
}
