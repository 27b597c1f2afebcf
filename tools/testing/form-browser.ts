/** What answers: an application in this process (Hono is one), or a running one through `fetch`. */
export interface Answering {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  location: string | null;
}

interface PostOptions {
  /** Headers besides those of a browser that posts from the same page. */
  headers?: Record<string, string>;
}

/** Keeps cookies and sends forms as a browser without script does; follows no redirect by itself. */
export class FormBrowser {
  readonly cookies = new Map<string, string>();
  readonly #app: Answering;
  readonly #origin: string;
  /** The last page shown, for {@link submit}. */
  page = '';
  path = '';

  constructor(app: Answering, origin: string) {
    this.#app = app;
    this.#origin = origin;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#send(path, { headers });
  }

  /** Follows redirects within the application. */
  async follow(path: string): Promise<Answer> {
    let answer = await this.get(path);
    for (let hops = 0; answer.location?.startsWith('/') && hops < 6; hops++) answer = await this.get(answer.location);
    return answer;
  }

  post(path: string, fields: Record<string, string | string[]> | string, { headers = {} }: PostOptions = {}): Promise<Answer> {
    const body =
      typeof fields === 'string'
        ? fields
        : new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))).toString();
    return this.#send(path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: this.#origin, 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** Sends a form with files. */
  postForm(path: string, form: FormData): Promise<Answer> {
    return this.#send(path, { method: 'POST', body: form, headers: { origin: this.#origin, 'sec-fetch-site': 'same-origin' } });
  }

  /** Value of the hidden field of the form on the last page whose address contains `action`. */
  hidden(name: string, action = ''): string {
    const form = this.#form(action);
    return new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? '';
  }

  /** Sends the form on the last page (by a selector of its action) with its hidden fields and what is filled in. */
  submit(selector: string, fields: Record<string, string | string[]> = {}, options: PostOptions = {}): Promise<Answer> {
    const action = /action\$?="([^"]*)"/.exec(selector)?.[1] ?? '';
    const form = this.#form(action);
    const target = /action="([^"]*)"/.exec(form)![1]!.replaceAll('&amp;', '&');
    const hidden = Object.fromEntries(
      [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name, value]) => [
        name!,
        value!.replaceAll('&amp;', '&'),
      ]),
    );
    return this.post(target, { ...hidden, ...fields }, options);
  }

  #form(action: string): string {
    const forms = [
      ...this.page.matchAll(/<form[^>]*method="post"[\s\S]*?<\/form>/g),
      ...this.page.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g),
    ].map(([form]) => form);
    const found = forms.find((form) => (/action="([^"]*)"/.exec(form)?.[1] ?? '').replace(/\?.*/, '').endsWith(action.replace(/\?.*/, '')));
    if (!found) throw new Error(`expected a form to "${action}" on ${this.path}, got none`);
    return found;
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (this.cookies.size > 0) headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await this.#app.request(this.#origin + path, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    if ((response.headers.get('content-type') ?? '').includes('text/html')) {
      this.page = text;
      this.path = path;
    }
    return { status: response.status, headers: response.headers, text, location: response.headers.get('location') };
  }
}
