"""What Report QA is compared with: one module a peer, each run in an environment of its own."""
