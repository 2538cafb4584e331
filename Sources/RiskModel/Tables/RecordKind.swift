/// The kinds of record in a study; the raw value is the name that `describe` and the schema use.
public enum RecordKind: String, Sendable, CaseIterable {
  case root = "study.yaml"
  case study, overlay
  // Simulation
  case simulation, dependence
  case dependenceGroup = "dependence_group"
  case dependencePair = "dependence_pair"
  case stopWhen = "stop_when"
  case rareTail = "rare_tail"
  // Context
  case context, scope
  case scopeExclusion = "scope_exclusion"
  case issue, party, need, obligation, measure
  case uncovered
  // Governance
  case governance, policy
  case policyCommunication = "policy_communication"
  case role, attestation
  case notApplicable = "not_applicable"
  // Criteria, processes, assets
  case criteria
  case tolerancePoint = "tolerance_point"
  case peopleCriteria = "people_criteria"
  case service
  case treatWhen = "treat_when"
  case treatTrigger = "treat_trigger"
  case bands, process, asset
  // Network
  case network, propagation
  case sharedHazard = "shared_hazard"
  case supplier, dependency
  // Risks
  case risk, events
  case countLaw = "count_law"
  case negativeBinomial = "negative_binomial_count"
  case downtime, people
  case riskDecision = "risk_decision"
  case opportunity, weakness
  // Controls and treatments
  case control
  case controlOutages = "control_outages"
  case share, effect
  case targetSelector = "target_selector"
  case treatment
  case treatmentCost = "treatment_cost"
  case strategy
  // Optimisation
  case optimisation
  case weightedMeasure = "weighted_measure"
  case constraint
  case resourceLimit = "resource_limit"
  case countLimit = "count_limit"
  case upperLimit = "upper_limit"
  case breachLimit = "breach_limit"
  case frontier, interaction, roadmap
  // Monitoring
  case objective, indicator, incident, measurement
  // Response
  case response, team
  case responseCommunication = "response_communication"
  case communicationMeans = "communication_means"
  case audience, plan, activation
  case planActions = "plan_actions"
  case immediateActions = "immediate_actions"
  case planResources = "plan_resources"
  case reporting
  // Support
  case support
  case supportResources = "support_resources"
  case competence, training, awareness
  case plannedCommunication = "planned_communication"
  case receivedCommunication = "received_communication"
  case document
  // Improvement
  case change
  case auditing
  case auditProgramme = "audit_programme"
  case audit = "audit_held"
  case finding, nonconformity
  case correctiveAction = "corrective_action"
  case riskReview = "risk_review"
  case reviews, review
  case reviewDecision = "review_decision"
}
