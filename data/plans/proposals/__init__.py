"""Proposals: plans that the machine finds from a plan, its locks and its rules, with what each rule costs.

A search moves counties between regions by GerryChain's recombination and by single steps at the border,
keeps every plan that no other beats in all aims at once, and says what stood in its way. It runs in a
worker process of its own (:mod:`data.plans.proposals.worker`), never in a request.
"""
