"""Damaged input for every reader: ``make fuzz`` draws fresh ones, the suite draws 200 and reads again what once broke something.

What must come out of any input is what the reader gives, or one message of the package; never another exception, never a
wait, never more memory than is stated.
"""
