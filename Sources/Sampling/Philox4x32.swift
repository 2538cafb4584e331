/// Philox4x32-10, a counter-based generator: a pure function of a key and a counter.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011),
/// section 4.3. Known answers are in the tests. The SIMD form is `bw_philox_uniforms`; this one is
/// its reference and serves single draws.
public enum Philox4x32 {
  /// The 128 random bits that belong to a counter under a key, as four words.
  public static func block(key: UInt64, counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var c0 = UInt64(counter.x)
    var c1 = UInt64(counter.y)
    var c2 = UInt64(counter.z)
    var c3 = UInt64(counter.w)
    var k0 = UInt32(truncatingIfNeeded: key)
    var k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let p0 = 0xD251_1F53 &* c0
      let p1 = 0xCD9E_8D57 &* c2
      c0 = p1 >> 32 ^ c1 ^ UInt64(k0)
      c1 = p1 & 0xFFFF_FFFF
      c2 = p0 >> 32 ^ c3 ^ UInt64(k1)
      c3 = p0 & 0xFFFF_FFFF
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(
      UInt32(truncatingIfNeeded: c0), UInt32(truncatingIfNeeded: c1),
      UInt32(truncatingIfNeeded: c2), UInt32(truncatingIfNeeded: c3))
  }
}
