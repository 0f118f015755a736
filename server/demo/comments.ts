import { pick, type RandomSource } from '#lib/base/random.ts';

/** What an invented respondent thinks of: the worst or best rated item decides. */
export type CommentSubject = 'waiting' | 'callback' | 'invoice' | 'people' | 'app' | 'solving';

/** Sentences in which {a|b|c} is one of several wordings. The demo is Polish; a few customers write English. */
const LOW: Readonly<Record<CommentSubject, readonly string[]>> = {
  waiting: [
    '{Czekałam|Czekałem|Znowu czekałam} {na infolinii|w kolejce na infolinii|na połączenie} {ponad pół godziny|czterdzieści minut|prawie godzinę}.',
    'Kolejka na infolinii {nie ma końca|jest za długa}, {muzyczka gra|w słuchawce melodyjka}, a {nikt nie odbiera|konsultanta nie ma}.',
    'W kolejce {spędziłem|spędziłam} {całą przerwę w pracy|pół dnia}, po czym {połączenie zostało przerwane|rozmowa się urwała}.',
    '{Długi czas oczekiwania|Bardzo długie oczekiwanie} na {konsultanta|rozmowę}, {a sprawa była prosta|dramat|nie do przyjęcia}.',
    'I waited {forty minutes|half an hour} in the queue and then {the line went dead|nobody answered}.',
  ],
  callback: [
    'Konsultantka obiecała, że {oddzwoni|ktoś oddzwoni} {tego samego dnia|do piątku}, i {nikt nie oddzwonił|cisza}.',
    'Nikt nie oddzwonił, choć {prosiłam|prosiłem} o to {dwa razy|trzykrotnie}. Mój numer to {numer}.',
    'Obiecano, że ktoś oddzwoni. {Minął tydzień|Mijają dwa tygodnie} i nadal nic.',
    'Nobody called back although it was promised {twice|on the phone}.',
  ],
  invoice: [
    'Faktura jest {niezrozumiała|nieczytelna}, nie wiem, {za co płacę|skąd ta kwota}.',
    'Na fakturze {prognoza miesza się z rozliczeniem|są skróty, których nikt nie wyjaśnia}, {musiałam|musiałem} dzwonić, żeby ją zrozumieć.',
    'Z fakturą {zawsze ten sam kłopot|jest zamieszanie}: {inna kwota w aplikacji, inna na papierze|korekta po korekcie}.',
    'Proszę o {wyjaśnienie faktury|korektę faktury} na adres {mail}.',
    'The invoice is impossible to understand, I had to ask {twice|three times}.',
  ],
  people: [
    'Każdy konsultant mówi coś innego.',
    'Konsultant {nie znał taryf|nie wiedział, o co pytam} i {odesłał mnie dalej|przełączał mnie między działami}.',
    'Obsługa {w pośpiechu|bez zainteresowania}, {czułam się|czułem się} jak {intruz|numer w kolejce}.',
  ],
  app: [
    'Aplikacja {nie pokazuje statusu reklamacji|zawiesza się przy odczycie licznika}.',
    'W aplikacji {nie da się|nie mogę} {zmienić taryfy|zgłosić odczytu}, trzeba dzwonić.',
  ],
  solving: [
    'Reklamacja {trwa już drugi miesiąc|krąży między działami}, {nikt nie zna jej statusu|nikt nie odpowiada}.',
    'Sprawę {zgłaszałam|zgłaszałem} {trzy razy|już dwukrotnie} i {za każdym razem od nowa|ciągle bez rozwiązania}.',
    'Po reklamacji cisza, a {numer sprawy trzeba dyktować|wszystko trzeba opowiadać} każdemu od początku.',
  ],
};
const HIGH: Readonly<Record<CommentSubject, readonly string[]>> = {
  waiting: [
    '{Bez czekania|Żadnej kolejki}, {od razu rozmowa z człowiekiem|połączenie po minucie}.',
    '{Szybko|Szybko i konkretnie}, tak powinno być zawsze.',
  ],
  callback: ['Konsultantka {oddzwoniła, jak obiecała|oddzwoniła po kwadransie}, {brawo|dziękuję}.'],
  invoice: [
    'Nowa faktura jest {przejrzysta|czytelna}, {wreszcie wiem, za co płacę|wszystko na jednej stronie}.',
  ],
  people: [
    'Bardzo miła {obsługa|pani} {w oddziale|na czacie}, {cierpliwie wszystko wyjaśniła|pełen profesjonalizm}.',
    'Konsultant {kompetentny|uprzejmy i kompetentny}, {wszystko wyjaśnił|pomógł od ręki}.',
    'Very kind and competent person {on the phone|on chat}.',
  ],
  app: [
    'Aplikacja {oszczędza mi mnóstwo czasu|jest wygodna}, {polecam|odczyt podaję w minutę}.',
    'The new app saves me a lot of time.',
  ],
  solving: [
    'Sprawa załatwiona {od ręki|przy pierwszym kontakcie|w pięć minut na czacie}, dziękuję.',
    'Solved within five minutes on chat, thank you.',
  ],
};
const LOW_ENDS = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  ' Szkoda nerwów.',
  ' Rozważam zmianę dostawcy.',
  ' Proszę coś z tym zrobić.',
];
const HIGH_ENDS = ['', '', '', '', '', '', '', '', '', ' Polecam.', ' Tak trzymać!', ' Oby tak dalej.'];

/** A comment about a subject, drawn from the phrases above; none of the contacts in it exists. */
export function writeComment(subject: CommentSubject, isLow: boolean, random: RandomSource): string {
  const sentence = pick(random, (isLow ? LOW : HIGH)[subject]) ?? '';
  const end = pick(random, isLow ? LOW_ENDS : HIGH_ENDS) ?? '';
  const isEnglish = /^(?:I|The|Nobody|Very|Solved) /.test(sentence);
  return (isEnglish ? sentence : sentence + end)
    .replaceAll('{numer}', () => `600 ${digits(random, 3)} ${digits(random, 3)}`)
    .replaceAll('{mail}', () => `klient${digits(random, 3)}@example.org`)
    .replace(/\{([^{}]*)\}/g, (_, wordings: string) => pick(random, wordings.split('|')) ?? '');
}

function digits(random: RandomSource, count: number): string {
  return Array.from({ length: count }, () => String(Math.floor(random() * 10))).join('');
}
