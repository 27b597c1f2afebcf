import type { Catalogue } from '@einwohnerportal/cases';
import { addTheme, checkThemeContrast, DEFAULT_THEME, type Theme } from '@einwohnerportal/ui';

/** Looks of the places; a place without a sound look gets the portal's own. */
export interface Themes {
  of(authorityId: string | null): Theme;
}

/**
 * Takes the themes of the canton and of every authority into the assets, anew when the catalogue changed. `report` hears of
 * themes that are unsound or whose colours lie too close together (WCAG 2.2, 1.4.3); those are not used.
 */
export function createThemes(current: () => Catalogue, report: (id: string, reason: string) => void): Themes {
  const known = new WeakMap<Catalogue, (id: string | null) => Theme>();
  const collect = ({ authorities }: Catalogue): ((id: string | null) => Theme) => {
    const cantonal = register(authorities.canton.id, authorities.canton.theme, report) ?? DEFAULT_THEME;
    const byAuthority = new Map<string, Theme>();
    for (const authority of authorities.all()) byAuthority.set(authority.id, register(authority.id, authority.theme, report) ?? cantonal);
    return (id) => (id === null ? cantonal : (byAuthority.get(id) ?? cantonal));
  };
  return {
    of(id) {
      const catalogue = current();
      let find = known.get(catalogue);
      if (!find) known.set(catalogue, (find = collect(catalogue)));
      return find(id);
    },
  };
}

function register(id: string, data: Record<string, unknown> | null, report: (id: string, reason: string) => void): Theme | null {
  if (!data || !Array.isArray(data['lead'])) return null;
  const theme = { ...DEFAULT_THEME, ...data, id: id.replace(/^[^a-z0-9]+/, '') } as Theme;
  try {
    const problems = checkThemeContrast(theme);
    if (problems.length > 0) {
      report(id, problems[0]!.message);
      return null;
    }
    addTheme(theme);
    return theme;
  } catch (error) {
    report(id, error instanceof Error ? error.message : String(error));
    return null;
  }
}
