import { FormBrowser } from '../../../tools/testing/form-browser.ts';

export type { Answer } from '../../../tools/testing/form-browser.ts';

/** A browser without script that knows the way to a draft. */
export class Browser extends FormBrowser {
  /** From the service's page to the first page of the draft: municipality, eligibility, then begin. Gives the path. */
  async startService(service: string): Promise<string> {
    await this.get(`/de/services/${service}`);
    let answer = await this.submit(`[action$="/services/${service}/start"]`);
    for (let steps = 0; steps < 12 && answer.location; steps++) {
      const path = answer.location;
      await this.get(path);
      if (path.includes('/drafts/')) return this.#settled(path);
      if (path.includes('/municipality'))
        answer = await this.post('/de/municipality', {
          _token: this.hidden('_token'),
          authority: 'beispielwil',
          return: `/services/${service}/start`,
        });
      else if (path.includes('/eligibility/about')) answer = await this.submit('[action$="/eligibility/about"]', { about: 'household' });
      else if (path.includes('/eligibility/'))
        answer = await this.submit(
          '[action*="/eligibility/"]'.replace('*', '$').replace('/eligibility/', path.slice(path.indexOf('/eligibility/'))),
          { registeredHere: 'registered' },
        );
      else if (path.endsWith('/start')) answer = await this.get(path);
      else return path;
    }
    return this.path;
  }

  async #settled(path: string): Promise<string> {
    const answer = await this.get(path);
    return answer.location ? this.#settled(answer.location) : path;
  }
}
