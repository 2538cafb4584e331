import Testing

@testable import LinearAlgebra

@Suite struct MatrixExponentialTests {
  init() { useOneBLASThread() }

  /// exp(s A) by mpmath 1.3 with 40 digits; the scales reach every degree and the squarings.
  private static let references: [(scale: Double, exponential: [Double])] = [
    (
      0.005,
      [
        0.99504367695621995, 0.00990142186925029, 0.0025061013883373127, 0.0012870839149256015,
        0.98511982410056167, 0.0049394954414211517, 0.019851186381621241, 0.00071624929271627455,
        0.99007633615236129,
      ]
    ),
    (
      0.06,
      [
        0.94616611058353005, 0.10677146270714816, 0.030663519431117048, 0.019726948776955262,
        0.8364978187222795, 0.051937316776522882, 0.21978609169468941, 0.019253196474188845,
        0.89063273002950075,
      ]
    ),
    (
      0.2,
      [
        0.86455842294517782, 0.27639700440938946, 0.10285442007239626, 0.088791422229459797,
        0.56353500595386589, 0.1258852959137335, 0.60586817386602561, 0.12421925534578892,
        0.70810240796423023,
      ]
    ),
    (
      0.5,
      [
        0.848080048893354, 0.44941718505189768, 0.23795729959389478, 0.25801090505633093,
        0.30702796832958989, 0.17889114477001563, 1.0963233690517834, 0.4260289069459394,
        0.55543524072929729,
      ]
    ),
    (
      1,
      [
        1.0960724523753057, 0.62050208177700881, 0.41437346297060117, 0.4941530074893095,
        0.2864335068683819, 0.21568260902354692, 1.6486267146960757, 0.86014082066231016,
        0.64559925389393327,
      ]
    ),
    (
      7,
      [
        72.478893123249088, 40.136427547576092, 28.290160754748661, 34.353039375754307,
        19.023583508558921, 13.408772740231008, 108.9773423087601, 60.348068457143466,
        42.536335747979918,
      ]
    ),
  ]

  private let matrix = DenseMatrix(rows: [[-1, 2, 0.5], [0.25, -3, 1], [4, 0.125, -2]])

  @Test(arguments: 0..<6) func agreesWithFortyDigits(_ index: Int) throws {
    let reference = Self.references[index]
    let exponential = try matrix.scaled(by: reference.scale).exponential()
    for (value, exact) in zip(exponential.storage, reference.exponential) {
      #expect(abs(value - exact) <= 2e-14 * abs(exact), "\(value) for \(exact)")
    }
  }

  /// By hand: a nilpotent matrix, a diagonal one, the empty one.
  @Test func specialCases() throws {
    let shift = try DenseMatrix(rows: [[0, 3], [0, 0]]).exponential()
    #expect(shift == DenseMatrix(rows: [[1, 3], [0, 1]]))
    let zero = try DenseMatrix(rows: 2, columns: 2).exponential()
    #expect(zero == .identity(2))
    #expect(try DenseMatrix(rows: 0, columns: 0).exponential().rows == 0)
    #expect(throws: MatrixError.notFinite(row: 0, column: 0)) {
      try DenseMatrix(rows: [[.infinity]]).exponential()
    }
  }
}
