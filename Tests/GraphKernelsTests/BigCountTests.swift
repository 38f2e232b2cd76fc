import GraphKernels
import Testing

@Suite struct BigCountTests {
  @Test("Doubling 200 times gives the digits of 2²⁰⁰")
  func doubling() {
    var count = BigCount(1)
    for _ in 0..<200 { count += count }
    // python3 -c "print(2**200)"
    #expect(
      "\(count)" == "1606938044258990275541962092341162602522202993782792835301376")
  }

  @Test("Limbs keep their leading zeros, and zero is a digit")
  func zeros() {
    var count = BigCount(999_999_999_999_999_999)
    count += BigCount(2)
    #expect("\(count)" == "1000000000000000001")
    #expect("\(BigCount())" == "0")
    #expect("\(BigCount(.max))" == "18446744073709551615")
  }

  @Test("Sums and order agree with those of machine integers", arguments: UInt64(0)..<200)
  func againstIntegers(seed: UInt64) {
    let left = (seed &* 0x9E37_79B9_7F4A_7C15) >> 2
    let right = (seed &* 0xD1B5_4A32_D192_ED03) >> 2
    var sum = BigCount(left)
    sum += BigCount(right)
    #expect(sum == BigCount(left + right))
    #expect((BigCount(left) < BigCount(right)) == (left < right))
  }
}
