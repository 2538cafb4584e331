extension BufferedNetwork {
  /// Traps with a sentence where the compiled arrays contradict one another; O(nodes + rows).
  public func checkInvariants() {
    checkLengths()
    checkInputs()
    checkReverseAdjacency()
    checkOrder()
  }

  private func checkLengths() {
    let rows = source.count
    precondition(nodeCount == supplierCount + processCount, "Nodes are suppliers and processes.")
    precondition(nodeIndex.count == nodeCount, "Every node has one id.")
    precondition(inputStart.count == nodeCount + 1, "Inputs have node count + 1 offsets.")
    precondition(inputStart.first == 0 && inputStart.last == inputCount, "Offsets span the inputs.")
    precondition(rowStart.count == inputCount + 1, "Rows have input count + 1 offsets.")
    precondition(rowStart.first == 0 && rowStart.last == rows, "Offsets span the rows.")
    precondition(
      [rowInput.count, share.count, felt.count, switchDays.count, rowDependency.count]
        .allSatisfy { $0 == rows }, "All arrays of rows are equally long.")
    precondition(Set(rowDependency).count == dependencies.count, "Each dependency has one row.")
  }

  private func checkInputs() {
    for input in 0..<inputCount {
      let target = inputTarget[input]
      precondition(
        (inputStart[target]..<inputStart[target + 1]).contains(input),
        "An input lies in the range of its target.")
      precondition(stock[input] >= 0, "A stock is at least 0.")
      let rows = rowStart[input]..<rowStart[input + 1]
      precondition(!rows.isEmpty, "An input has a source.")
      precondition(rows.reduce(0) { $0 + share[$1] } <= 1 + 1e-12, "Shares sum to at most 1.")
      for row in rows {
        precondition(rowInput[row] == input, "A row knows its input.")
        precondition(felt[row] >= 0 && felt[row] <= share[row], "Criticality is in [0, 1].")
        precondition(switchDays[row] > 0, "A switch takes time.")
      }
    }
  }

  private func checkReverseAdjacency() {
    precondition(outStart.count == nodeCount + 1, "Reverse rows have node count + 1 offsets.")
    precondition(outRows.count == source.count, "Each row is fed by one source.")
    for node in 0..<nodeCount {
      for row in outRows[outStart[node]..<outStart[node + 1]] {
        precondition(source[row] == node, "A row is listed with its source.")
      }
    }
  }

  private func checkOrder() {
    precondition(order.position.count == nodeCount, "Every node has a place in the order.")
    for node in 0..<nodeCount {
      precondition(order.nodeAt[order.position[node]] == node, "Places and nodes agree.")
      for row in outRows[outStart[node]..<outStart[node + 1]] where felt[row] > 0 {
        let target = inputTarget[rowInput[row]]
        let (from, to) = (order.component[node], order.component[target])
        precondition(
          from < to || (from == to && order.isCyclic[from]),
          "A loss travels forward, or inside a cycle.")
      }
    }
  }
}
