/** A share in something that is loaded once for all who want it; give it back with `release`. */
export interface Lease<Loaded> {
  loaded: Promise<Loaded>;
  release(): void;
}

/** How something is loaded, and how it ends when nobody wants it any more. */
export interface Loading<Loaded> {
  load(): Promise<Loaded>;
  end(loaded: Loaded): void;
}

/** Who began a load also knows how it ends. */
interface SharedLoad<Loaded> {
  loaded: Promise<Loaded>;
  end(loaded: Loaded): void;
  users: number;
}

const loads = new Map<string, SharedLoad<unknown>>();

/** Loads what the key names, or takes part in the load that another has begun. */
export function lease<Loaded>(key: string, loading: Loading<Loaded>): Lease<Loaded> {
  const load = (loads.get(key) as SharedLoad<Loaded> | undefined) ?? begin(key, loading);
  load.users += 1;
  let held = true;
  const release = () => {
    if (held) load.users -= 1;
    held = false;
    // An element that moves in the document leaves and comes back within one task.
    setTimeout(() => {
      if (load.users > 0 || loads.get(key) !== load) return;
      loads.delete(key);
      load.loaded.then(load.end, () => undefined);
    });
  };
  return { loaded: load.loaded, release };
}

function begin<Loaded>(key: string, { load, end }: Loading<Loaded>): SharedLoad<Loaded> {
  const shared = { loaded: load(), end, users: 0 };
  loads.set(key, shared as SharedLoad<unknown>);
  // A failure must not stay: who wants it next tries again.
  shared.loaded.catch(() => loads.delete(key));
  return shared;
}
