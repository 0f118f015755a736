import type { LivePorts } from '../live-line.ts';

/** The browser as a line needs it. */
export function browserPorts(): LivePorts {
  // Only where the page came over https or from this machine.
  const { locks } = navigator as { locks?: LockManager };
  return {
    openSource(url, on) {
      const source = new EventSource(url);
      source.onmessage = ({ data }) => on.message(data);
      source.onerror = () => on.error();
      return source;
    },
    holdLock: locks && ((name, signal, work) => locks.request(name, { signal }, work)),
    openChannel(name, onmessage) {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => onmessage(data);
      return channel;
    },
    watch(change) {
      document.addEventListener('visibilitychange', change);
      addEventListener('online', change);
      return () => {
        document.removeEventListener('visibilitychange', change);
        removeEventListener('online', change);
      };
    },
    isHidden: () => document.hidden,
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
    now: () => Date.now(),
    random: () => Math.random(),
  };
}
