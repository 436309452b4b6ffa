const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Longest time for one piece; a line that says nothing for so long is broken. */
const PIECE_MS = 10 * 60_000;

/** Sends large files of a form in pieces as soon as they are chosen, goes on after a broken line, and leaves their identifiers in the form. */
export function sendLargeFiles() {
  for (const place of document.querySelectorAll('[data-large-files]')) {
    const input = place.querySelector('input[type="file"]');
    const list = place.querySelector('[data-large-files-list]');
    const form = place.closest('form');
    if (input === null || list === null || form === null) continue;
    const sender = { beginHref: place.dataset.beginHref, piecesHref: place.dataset.piecesHref, token: form.querySelector('input[name="_csrf"]')?.value ?? '' };
    const wait = document.createElement('p');
    wait.className = 'field__error';
    wait.setAttribute('role', 'alert');
    let underWay = 0;
    input.addEventListener('change', () => {
      for (const file of input.files) {
        underWay += 1;
        send(file, sender, lineFor(list, file)).finally(() => {
          underWay -= 1;
          if (underWay === 0) wait.remove();
        });
      }
      // What was sent in pieces does not come with the form again.
      input.value = '';
    });
    form.addEventListener('submit', (event) => {
      if (underWay === 0) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      wait.textContent = 'Tệp chưa gửi xong. Chờ gửi xong, hoặc bỏ tệp đó.';
      list.after(wait);
      wait.scrollIntoView({ block: 'center' });
    }, { capture: true });
    window.addEventListener('beforeunload', (event) => {
      if (underWay > 0) event.preventDefault();
    });
  }
}

/** One file of the list: its name, a bar, a sentence, and a button to leave it out. */
function lineFor(list, file) {
  const item = document.createElement('li');
  const name = document.createElement('span');
  name.textContent = `${file.name} (${bytes(file.size)})`;
  const bar = document.createElement('progress');
  bar.className = 'progress__bar';
  bar.max = Math.max(1, file.size);
  bar.value = 0;
  bar.setAttribute('aria-label', `Đang gửi ${file.name}`);
  const said = document.createElement('span');
  said.className = 'soft small';
  const leave = document.createElement('button');
  leave.type = 'button';
  leave.className = 'button button--secondary button--dense';
  leave.textContent = 'Bỏ tệp này';
  const left = new AbortController();
  leave.addEventListener('click', () => left.abort());
  item.append(name, bar, said, leave);
  list.append(item);
  const end = () => {
    bar.remove();
    leave.remove();
  };
  return {
    left: left.signal,
    show(received, text) {
      bar.value = received;
      said.textContent = text ?? `Đã gửi ${bytes(received)} / ${bytes(file.size)}`;
    },
    done(state) {
      end();
      said.textContent = `Đã gửi xong. SHA-256: ${state.sha256}`;
      item.dataset.done = state.sha256;
      // A file that was whole before stands among the choices of the form already; what it names twice is refused.
      const known = [...item.closest('form').elements].find((field) => field.name === 'uploads' && field.value === state.id);
      if (known !== undefined) {
        known.checked = true;
        return;
      }
      const kept = document.createElement('input');
      kept.type = 'hidden';
      kept.name = 'uploads';
      kept.value = state.id;
      item.append(kept);
    },
    refused(text) {
      end();
      said.textContent = text;
      said.className = 'field__error';
    },
  };
}

/** Begins, or goes on with, a file and sends piece after piece until the server says that it is whole or is not taken. */
async function send(file, sender, line) {
  let pause = FIRST_PAUSE_MS;
  let state;
  for (;;) {
    if (line.left.aborted) return line.refused('Đã bỏ, không gửi tiếp.');
    try {
      state = state === undefined ? await begin(file, sender, line) : await sendPiece(file, sender, state, line);
      if (state.text !== undefined) return line.refused(state.text);
      if (state.sha256 !== null) return line.done(state);
      line.show(state.received);
      pause = FIRST_PAUSE_MS;
    } catch (error) {
      if (line.left.aborted) continue;
      if (error instanceof Ended) return line.refused(error.message);
      line.show(state?.received ?? 0, `Mất kết nối. Tự gửi tiếp sau ${Math.round(pause / 1_000)} giây.`);
      await pauseUnlessLeft(pause, line.left);
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
      // Where the file is now, the server knows; beginning again finds the same one.
      state = undefined;
    }
  }
}

function pauseUnlessLeft(pause, left) {
  return new Promise((resolve) => {
    const timer = window.setTimeout(resolve, pause);
    left.addEventListener('abort', () => {
      window.clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

/** What trying again does not mend. */
class Ended extends Error {}

async function begin(file, { beginHref, token }, { left }) {
  const body = new URLSearchParams({ _csrf: token, name: file.name, size: String(file.size), modified: String(file.lastModified) });
  return stateOf(await fetch(beginHref, { method: 'POST', body, signal: left }));
}

function sendPiece(file, { piecesHref, token }, state, line) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', piecesHref + state.id);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('upload-offset', String(state.received));
    request.setRequestHeader('x-csrf-token', token);
    request.upload.addEventListener('progress', ({ loaded }) => line.show(Math.min(file.size, state.received + loaded)));
    request.timeout = PIECE_MS;
    for (const broken of ['error', 'timeout', 'abort']) request.addEventListener(broken, () => reject(new Error('the line broke')));
    line.left.addEventListener('abort', () => request.abort(), { once: true });
    request.addEventListener('load', () => {
      stateOf(new Response(request.responseText, { status: request.status, headers: { 'content-type': request.getResponseHeader('content-type') ?? '' } })).then(resolve, reject);
    });
    request.send(file.slice(state.received, state.received + state.pieceBytes));
  });
}

async function stateOf(response) {
  const isFacts = (response.headers.get('content-type') ?? '').startsWith('application/json');
  // 409: the file has come elsewhere meanwhile, or another piece of it is being written: a moment later it says where it is.
  if (isFacts && response.status < 500 && response.status !== 409) return response.json();
  // Anything else but a failing server is a page of the product: a link that has ended, or asking to sign in.
  if (!isFacts && response.status < 500) throw new Ended('Đường liên kết hoặc phiên làm việc không còn hiệu lực. Tải lại trang và chọn lại tệp để gửi tiếp.');
  throw new Error(`answered ${response.status}`);
}

function bytes(count) {
  const units = ['KB', 'MB', 'GB'];
  let value = count / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? Math.max(1, Math.round(value)) : value.toFixed(1).replace('.', ',')} ${units[unit]}`;
}
