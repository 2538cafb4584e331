import ArgumentParser
import Studies

ProcessSetup.claimProcessors()
await Breakwater.start()
