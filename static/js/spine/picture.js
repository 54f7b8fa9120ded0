/** The one rule of live state: a picture and the events after it give the next picture.
 *
 * A picture is an object of collections (arrays of {id, ...}) and singletons (objects), as a snapshot brings it.
 * An event is {seq, type, at, data: {..., changes: {...}}}. `changes` maps a collection to whole entities (put in
 * place by id), a singleton to its whole new object, "removed" to {collection: [ids]}, "without" to {collection:
 * [fields]} (these go from each thing), and "counts" to {collection: {field: packed}} (one number of each thing,
 * see unpack). An event without changes (for example {seq, type: "hidden"}) changes nothing. Nothing here is ever
 * changed in place: old pictures stay valid.
 *
 *   applyEvent(picture, event) -> picture
 *   applyEvents(picture, events, onProblem?) -> picture      in the order given; broken parts are skipped and reported
 *   touched(events, collection) -> Set of ids                what these events put or removed
 */

/** @param {any} value */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** @param {any} value */
const isEntity = (value) => isObject(value) && (Number.isInteger(value.id) || typeof value.id === "string");

/** Where each id stands in a collection; remembered, because collections are never changed in place. */
const indexes = new WeakMap();

/** @param {any[]} collection */
function indexOf(collection) {
  let index = indexes.get(collection);
  if (!index) {
    index = new Map(collection.map((entity, at) => [entity.id, at]));
    indexes.set(collection, index);
  }
  return index;
}

/**
 * @param {any[]} collection
 * @param {any[]} entities
 */
function put(collection, entities) {
  const index = indexOf(collection);
  const next = collection.slice();
  const grown = new Map();
  for (const entity of entities) {
    const at = index.get(entity.id) ?? grown.get(entity.id);
    if (at === undefined) {
      grown.set(entity.id, next.length);
      next.push(entity);
    } else {
      next[at] = entity;
    }
  }
  if (grown.size === 0) indexes.set(next, index);
  return next;
}

/**
 * @param {any[]} collection
 * @param {any[]} ids
 */
function take(collection, ids) {
  const gone = new Set(ids);
  return collection.some((entity) => gone.has(entity.id))
    ? collection.filter((entity) => !gone.has(entity.id))
    : collection;
}

/** {runs: [[41, "03-1"]], more: {"47": 57}, none: [48]} -> the numbers by id: of 41, 42, 44 and 47, and null of 48.
 * {all: null}: of each thing.
 * @param {any} packed
 * @param {any[]} ids
 */
export function unpack({ runs = [], more = {}, none = [], ...rest }, ids) {
  const found = new Map("all" in rest ? ids.map((id) => [id, rest.all]) : []);
  for (const [first, digits] of runs)
    [...digits].forEach((/** @type {string} */ digit, at) => {
      if (digit !== "-") found.set(first + at, parseInt(digit, 36));
    });
  for (const [id, number] of Object.entries(more)) found.set(Number(id), number);
  none.forEach((/** @type {number} */ id) => found.set(id, null));
  return found;
}

/**
 * @param {any} entity
 * @param {string[]} fields
 */
function less(entity, fields) {
  const next = { ...entity };
  fields.forEach((field) => delete next[field]);
  return next;
}

/**
 * @param {any[]} collection
 * @param {string} field
 * @param {any} packed
 */
function counted(collection, field, packed) {
  const numbers = unpack(
    packed,
    collection.map((entity) => entity.id),
  );
  return collection.map((entity) =>
    field in entity && numbers.has(entity.id) ? { ...entity, [field]: numbers.get(entity.id) } : entity,
  );
}

/** What is said of all things of a collection at once.
 * @type {Record<string, (collection: any[], said: any) => any[]>}
 */
const OF_ALL = {
  without: (collection, fields) => collection.map((entity) => less(entity, fields)),
  counts: (collection, numbers) =>
    Object.entries(numbers).reduce((now, [field, packed]) => counted(now, field, packed), collection),
};

/**
 * @param {Picture} picture
 * @param {(collection: any[], said: any) => any[]} change
 * @param {any} value
 */
function applyToAll(picture, change, value) {
  /** @type {any} */
  const next = { ...picture };
  for (const [collection, said] of Object.entries(value)) {
    if (Array.isArray(next[collection])) next[collection] = change(next[collection], said);
  }
  return next;
}

/** One named part of `changes`, applied; a broken part throws, so that the caller skips only that part.
 * @param {Picture} picture
 * @param {string} name
 * @param {any} value
 */
function applyPart(picture, name, value) {
  if (name in OF_ALL) return applyToAll(picture, OF_ALL[name], value);
  if (name === "removed") {
    if (!isObject(value)) throw new TypeError("removed is not an object");
    let next = picture;
    for (const [collection, ids] of Object.entries(value)) {
      if (!Array.isArray(ids)) throw new TypeError(`removed.${collection} is not a list`);
      if (Array.isArray(next[collection])) next = { ...next, [collection]: take(next[collection], ids) };
    }
    return next;
  }
  if (Array.isArray(value)) {
    if (name in picture && !Array.isArray(picture[name])) throw new TypeError(`${name} is not a collection`);
    if (!value.every(isEntity)) throw new TypeError(`${name} holds something without an id`);
    return { ...picture, [name]: put(picture[name] ?? [], value) };
  }
  if (value !== null && !isObject(value)) throw new TypeError(`${name} is neither a list nor an object`);
  if (Array.isArray(picture[name])) throw new TypeError(`${name} is a collection`);
  return { ...picture, [name]: value };
}

/** The next picture. `onProblem(error, event)` hears of parts that were skipped because they were broken.
 * @param {Picture} picture
 * @param {StreamEvent} event
 * @param {((problem: any, event: StreamEvent) => void) | undefined} [onProblem]
 */
export function applyEvent(picture, event, onProblem = () => {}) {
  const changes = event?.data?.changes;
  if (changes === undefined) return picture;
  if (!isObject(changes)) {
    onProblem(new TypeError("changes is not an object"), event);
    return picture;
  }
  let next = picture;
  for (const [name, value] of Object.entries(changes)) {
    try {
      next = applyPart(next, name, value);
    } catch (error) {
      onProblem(error, event);
    }
  }
  return next;
}

/**
 * @param {Picture} picture
 * @param {StreamEvent[]} events
 * @param {((problem: Error, event: StreamEvent) => void) | undefined} onProblem
 */
export function applyEvents(picture, events, onProblem) {
  return events.reduce((state, event) => applyEvent(state, event, onProblem), picture);
}

/** The ids of one collection that these events put or removed.
 * @param {StreamEvent[]} events
 * @param {string} collection
 * @returns {Set<any>}
 */
export function touched(events, collection) {
  const ids = new Set();
  for (const event of events) {
    const changes = event?.data?.changes;
    if (!changes || !isObject(changes)) continue;
    if (Array.isArray(changes[collection])) changes[collection].forEach((entity) => ids.add(entity?.id));
    const removed = isObject(changes.removed) ? changes.removed[collection] : undefined;
    if (Array.isArray(removed)) removed.forEach((id) => ids.add(id));
  }
  return ids;
}
