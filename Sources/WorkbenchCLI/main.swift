import ArgumentParser
import Studies

ProcessSetup.claimProcessors()
ProcessSetup.giveBackMemory()
await Breakwater.start()
