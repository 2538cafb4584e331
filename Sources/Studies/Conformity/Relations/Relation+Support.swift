internal import RiskModel

extension Relation {
  static let competenceOfOwners = covers(
    "each role that owns a risk or a control, or leads a team, has its competence stated"
  ) { study in
    let stated = study.mentioned("support.competence", "role")
    let holders = study.mentioned("risks", "owner").union(study.mentioned("controls", "owner"))
      .union(study.mentioned("response.teams", "lead"))
    let roles = study.select("governance.roles").filter { holders.contains($0.text("id") ?? "") }
    return .found(
      roles.filter { !stated.contains($0.text("id") ?? "") }.map {
        study.finding(
          .gap, $0,
          "holds a risk, a control or a team, and what it must be able to do is not stated",
          snippet: "support:\n  competence:\n    - { role: \($0.text("id") ?? ""), needs: [\"…\"] }"
        )
      })
  }

  static let missingCompetenceTrained = agrees(
    "a competence that has run out or has no proof has a training; one that was done says whether "
      + "it worked"
  ) { study in
    let all = study.select("support.competence")
    guard !all.isEmpty else { return .notApplicable("no record in `support.competence`") }
    return .found(
      all.compactMap { competence in
        let hasLapsed = competence.day("valid_until").map { $0 < study.asOf } ?? false
        let isMissing = hasLapsed || !competence.states("evidence")
        if isMissing, !competence.states("training") {
          return study.finding(
            .gap, competence, "has run out or is not proved, and no training is planned",
            snippet: "training: { text: \"…\", due: \(study.asOf.adding(90)) }")
        }
        guard competence.states("training.done"), !competence.states("training.effective") else {
          return nil
        }
        return study.finding(
          .gap, competence, "the training was done, and whether it worked is not stated",
          field: "training", snippet: "effective: true")
      })
  }

  static let documentsAreListed = Relation(
    kind: .refers,
    phrase: "each document that a record names is listed in `support.documents`"
  ) { study in
    var seen: Set<String> = []
    let open = documentPlaces(study).filter { place in
      study.documents[place.document] == nil && seen.insert(place.document).inserted
    }
    return .found(
      open.map { place in
        study.finding(
          .gap, place.record, "`\(place.document)` is not listed in `support.documents`",
          field: place.field,
          snippet: "support:\n  documents:\n    - { id: \(place.document), title: \"…\", "
            + "owner: role/…, version: 1, approved: \(study.asOf) }")
      })
  }

  static let obsoleteIsUnused = agrees(
    "no record names a document that is marked obsolete"
  ) { study in
    let used = documentPlaces(study).filter {
      study.documents[$0.document]?.flag("obsolete") ?? false
    }
    guard !study.documents.isEmpty else { return .notApplicable("no document is listed") }
    return .found(
      used.map {
        study.finding(
          .gap, $0.record, "`\($0.field)` names `\($0.document)`, which is obsolete",
          field: $0.field)
      })
  }

  /// Every place that names a document by its id.
  private static func documentPlaces(
    _ study: StudyEvidence
  ) -> [(record: StudyRecord, field: String, document: String)] {
    RecordWalk(register: .documents).places(in: study.root).compactMap { place in
      guard place.id.hasPrefix("doc/") else { return nil }
      return (place.record, place.field, String(place.id.prefix { $0 != "#" }))
    }
  }

  static let folderIsProtected = agrees(
    "not every user of the machine may write into the study"
  ) { study in
    guard let isOpen = study.isOpenToAll else {
      return .noData("the study was not read from a folder")
    }
    guard isOpen else { return .met }
    var finding = study.finding(.gap, study.root, "every user of the machine may write the study")
    finding.snippet = "chmod -R o-w STUDY"
    return .findings([finding])
  }
}
