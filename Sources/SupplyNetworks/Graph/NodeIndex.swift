/// The ids of a network's nodes and their numbers: 0, 1, … in the order in which they came.
///
/// Ids are text, kept as UTF-8 one behind the other, with an open-addressing hash table over the
/// bytes: a network of millions of nodes costs a few dozen bytes a node, and no text is made unless
/// it is asked for.
public struct NodeIndex: Sendable {
  /// The number of ids.
  public private(set) var count = 0
  private var bytes: [UInt8] = []
  private var ends: [Int] = [0]
  private var slots: [Slot]

  /// A place of the hash table.
  ///
  /// An id of at most eight bytes is its key; of a longer one the key is a hash, and the bytes
  /// decide.
  private struct Slot: Sendable {
    var key: UInt64 = 0
    var length: UInt32 = 0
    var node: Int32 = -1
  }

  /// An index without ids.
  public init() {
    slots = [Slot](repeating: Slot(), count: 64)
  }

  /// An index of ids in order; one that comes again keeps its first number.
  public init(_ ids: some Sequence<String>) {
    self.init()
    for id in ids { insert(id) }
  }

  // MARK: Reading

  /// All ids in order.
  public var ids: [String] { (0..<count).map { self[$0] } }

  /// The id of a node.
  public subscript(node: Int) -> String {
    withBytes(of: node) { String(decoding: $0, as: UTF8.self) }
  }

  /// The UTF-8 of a node's id, valid inside the closure.
  public func withBytes<Result>(
    of node: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[ends[node]..<ends[node + 1]]))
    }
  }

  /// The number of an id; nil where there is none.
  public func node(of id: String) -> Int32? {
    var id = id
    return id.withUTF8 { node(of: $0) }
  }

  /// The number of an id given as UTF-8; nil where there is none.
  public func node(of id: UnsafeBufferPointer<UInt8>) -> Int32? {
    let key = Self.key(of: id)
    var place = Self.spread(key, id.count) & (slots.count - 1)
    while true {
      let slot = slots[place]
      if slot.node < 0 { return nil }
      if matches(slot, key, id) { return slot.node }
      place = (place + 1) & (slots.count - 1)
    }
  }

  private func matches(_ slot: Slot, _ key: UInt64, _ id: UnsafeBufferPointer<UInt8>) -> Bool {
    guard slot.key == key, slot.length == UInt32(truncatingIfNeeded: id.count) else { return false }
    return id.count <= 8 || withBytes(of: Int(slot.node)) { $0.elementsEqual(id) }
  }

  // MARK: Adding

  /// Adds an id unless it is there; gives its number.
  @discardableResult
  public mutating func insert(_ id: String) -> Int32 {
    var id = id
    return id.withUTF8 { insert($0) }
  }

  /// Adds an id, given as UTF-8, unless it is there; gives its number.
  @discardableResult
  public mutating func insert(_ id: UnsafeBufferPointer<UInt8>) -> Int32 {
    insert(id, key: Self.key(of: id))
  }

  private mutating func insert(_ id: UnsafeBufferPointer<UInt8>, key: UInt64) -> Int32 {
    var place = Self.spread(key, id.count) & (slots.count - 1)
    while true {
      let slot = slots[place]
      if slot.node < 0 { break }
      if matches(slot, key, id) { return slot.node }
      place = (place + 1) & (slots.count - 1)
    }
    precondition(count < Int(Int32.max), "a network has fewer than 2³¹ nodes")
    slots[place] = Slot(
      key: key, length: UInt32(truncatingIfNeeded: id.count), node: Int32(count))
    bytes.append(contentsOf: id)
    ends.append(bytes.count)
    count += 1
    if count * 2 > slots.count { grow() }
    return Int32(count - 1)
  }

  /// An id that waits to be numbered, and where its number goes.
  public struct Waiting: BitwiseCopyable {
    let start: UnsafePointer<UInt8>
    let length: Int
    let key: UInt64
    let target: UnsafeMutablePointer<Int32>

    /// An id given as UTF-8 that stays where it is until it is numbered.
    @inline(__always)
    public init(_ id: UnsafeBufferPointer<UInt8>, target: UnsafeMutablePointer<Int32>) {
      // An empty id has no address; nothing is read from this one.
      start =
        id.baseAddress
        ?? UnsafePointer(UnsafeRawPointer(target).assumingMemoryBound(to: UInt8.self))
      length = id.count
      key = NodeIndex.key(of: id)
      self.target = target
    }

    /// An id of one byte or more whose first eight bytes, with what stands behind it, are known.
    @inline(__always)
    public init(
      start: UnsafePointer<UInt8>, length: Int, word: UInt64, target: UnsafeMutablePointer<Int32>
    ) {
      self.start = start
      self.length = length
      self.target = target
      key =
        length <= 8
        ? word & (.max &>> UInt64(64 - 8 * length))
        : NodeIndex.key(of: UnsafeBufferPointer(start: start, count: length))
    }

    /// Whether the number goes to this place.
    public func isFor(_ place: UnsafeMutablePointer<Int32>) -> Bool { target == place }
  }

  /// Numbers ids as one `insert` after the other would.
  ///
  /// Looking up what is known first keeps many reads of the hash table under way at once: in a
  /// table of millions of ids each is a wait for memory.
  public mutating func insert(_ batch: UnsafeBufferPointer<Waiting>) {
    guard lookUp(batch) < batch.count else { return }
    for id in batch where id.target.pointee < 0 {
      id.target.pointee = insert(
        UnsafeBufferPointer(start: id.start, count: id.length), key: id.key)
    }
  }

  /// Sets the numbers of short ids that stand in one of their first two places, −1 for all others.
  ///
  /// Gives how many it found; without branches, so that nothing is guessed wrong.
  private func lookUp(_ batch: UnsafeBufferPointer<Waiting>) -> Int {
    slots.withUnsafeBufferPointer { slots in
      var known = 0
      let mask = slots.count - 1
      for id in batch {
        let place = Self.spread(id.key, id.length) & mask
        let (first, second) = (slots[place], slots[(place + 1) & mask])
        // No id of one byte or more has the length of an empty place; 0 stands for all others.
        let length = id.length <= 8 ? UInt32(truncatingIfNeeded: id.length) : 0
        let isFirst = (first.key ^ id.key) | UInt64(first.length ^ length) == 0
        let isSecond = (second.key ^ id.key) | UInt64(second.length ^ length) == 0
        let node = length == 0 ? -1 : isFirst ? first.node : isSecond ? second.node : -1
        id.target.pointee = node
        known += node >= 0 ? 1 : 0
      }
      return known
    }
  }

  private mutating func grow() {
    var larger = [Slot](repeating: Slot(), count: slots.count * 4)
    for slot in slots where slot.node >= 0 {
      var place = Self.spread(slot.key, Int(slot.length)) & (larger.count - 1)
      while larger[place].node >= 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = slot
    }
    slots = larger
  }

  // MARK: Hashing

  /// Up to eight bytes as they are, without a byte read beyond the end; a hash of more.
  @inline(__always)
  private static func key(of id: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let raw = UnsafeRawBufferPointer(id)
    let count = raw.count
    func word(_ at: Int) -> UInt64 { raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) }
    func half(_ at: Int) -> UInt64 {
      UInt64(raw.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    }
    switch count {
    case 8: return word(0)
    case 4..<8: return half(0) | half(count - 4) << (8 * UInt64(count - 4))
    case 0..<4:
      var packed: UInt64 = 0
      for (place, byte) in id.enumerated() { packed |= UInt64(byte) << (8 * UInt64(place)) }
      return packed
    default: break
    }
    var hash = UInt64(count)
    var at = 0
    while at + 8 < count {
      hash = fold(hash ^ word(at), 0xE703_7ED1_A0B4_28DB)
      at += 8
    }
    return fold(hash ^ word(count - 8), 0xA076_1D64_78BD_642F)
  }

  /// A product of 64 × 64 bits, both halves folded into one (wyhash, Wang Yi 2019).
  @inline(__always)
  private static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  @inline(__always)
  private static func spread(_ key: UInt64, _ length: Int) -> Int {
    Int(truncatingIfNeeded: fold(key ^ UInt64(length) << 56, 0x9E37_79B9_7F4A_7C15) >> 1)
  }
}

extension NodeIndex: Equatable {
  /// The same ids in the same order.
  public static func == (a: NodeIndex, b: NodeIndex) -> Bool {
    a.count == b.count && a.ends == b.ends && a.bytes == b.bytes
  }
}
