// Which results this browser has shown already, so that the course home can lead on to something else.

const KEY = "calcinosis.seen";

const seen = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
};

export const isSeen = (receipt, gradedAt) => seen()[receipt] === gradedAt;

export function markSeen(receipt, gradedAt) {
  if (isSeen(receipt, gradedAt)) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...seen(), [receipt]: gradedAt }));
  } catch {
    // private windows may refuse storage: the home then shows the result once more
  }
}
