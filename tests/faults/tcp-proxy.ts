import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between a test and PostgreSQL, so that connections die without anybody stopping the server. */
export interface TcpProxy {
  port: number;
  /** Every connection breaks now. */
  cut(): void;
  /** While false, nobody gets through. */
  isOpen: boolean;
  /**
   * Looks at what goes to the server. `cut-before`: it does not arrive, `cut-after`: it does, and the
   * answer is lost.
   */
  watch: (sent: Buffer) => 'pass' | 'cut-before' | 'cut-after';
  connections: number;
  close(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const server = createServer((inner) => {
    if (!proxy.isOpen) return void inner.destroy();
    proxy.connections++;
    const outer = connect(target.port, target.host);
    for (const [from, to] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
    outer.on('data', (chunk) => inner.write(chunk));
    inner.on('data', (chunk: Buffer) => {
      const verdict = proxy.watch(chunk);
      if (verdict === 'cut-before') return proxy.cut();
      if (verdict === 'pass') return void outer.write(chunk);
      // The server's answer shows that it has done what it was asked; nobody hears of it.
      outer.removeAllListeners('data');
      outer.once('data', () => proxy.cut());
      outer.write(chunk);
    });
  });
  const proxy: TcpProxy = {
    port: 0,
    isOpen: true,
    connections: 0,
    watch: () => 'pass',
    cut() {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    async close() {
      proxy.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.port = (server.address() as AddressInfo).port; // a listening TCP server has this form
  return proxy;
}
