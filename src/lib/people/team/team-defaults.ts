import type { Locale } from '../../base/locale.ts';

/** The four names that people use for such a team; any other is as good [CX1]. */
export const TEAM_NAMES: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    'Customer Experience',
    'Building customer satisfaction',
    'Quality of service',
    'Quality of communication',
  ],
  pl: ['Customer Experience', 'Budowanie satysfakcji klienta', 'Jakość obsługi', 'Jakość komunikacji'],
};

/** What a team begins with, to be changed: competences with the level that somebody should reach [CX3]. */
export const DEFAULT_NEEDS: Readonly<Record<Locale, readonly { name: string; wanted: 2 | 3 }[]>> = {
  en: [
    { name: 'Business process analysis', wanted: 2 },
    { name: 'Effective communication, attractive and factual', wanted: 2 },
    { name: 'Running projects methodically', wanted: 2 },
    { name: 'Communicativeness', wanted: 2 },
    { name: 'Creativity', wanted: 2 },
    { name: 'Working with Legal, Audit and Quality', wanted: 2 },
  ],
  pl: [
    { name: 'Analiza procesów biznesowych', wanted: 2 },
    { name: 'Skuteczna komunikacja, atrakcyjna i rzeczowa', wanted: 2 },
    { name: 'Metodyczne prowadzenie projektów', wanted: 2 },
    { name: 'Komunikatywność', wanted: 2 },
    { name: 'Kreatywność', wanted: 2 },
    { name: 'Współpraca z działami prawnym, audytu i jakości', wanted: 2 },
  ],
};

/** What is asked of each member, to be changed [CX7]. */
export const DEFAULT_REQUIREMENTS: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    'Knows the offer',
    'Knows business processes beyond service and sales',
    'Carries authority',
    'Knows the rules of change in CRM, sales and trouble-ticketing applications',
  ],
  pl: [
    'Zna ofertę',
    'Zna procesy biznesowe także poza obsługą i sprzedażą',
    'Ma autorytet',
    'Zna zasady zmian w aplikacjach CRM, sprzedażowych i do obsługi zgłoszeń',
  ],
};
