/**
 * Sites that a question for settings may be sent on to although they are not the domain's own: providers that have
 * their customers' names lead there. Read in learn.microsoft.com (Autodiscover for Exchange) and MS-OXDISCO, 2026-11.
 */
export const redirectSites: readonly string[] = ['outlook.com', 'office365.com', 'office.com', 'microsoft.com'];

/** The database of settings that Thunderbird asks; it is told the domain only (thunderbird/autoconfig, 2026-03). */
export const databaseHost = 'live.thunderbird.net';
export const databasePath = (domain: string): string => `/autoconfig/v1.1/${domain}`;
