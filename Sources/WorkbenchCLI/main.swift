import ArgumentParser

await Breakwater.start()
