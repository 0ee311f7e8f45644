"""Standard operating procedures: steps, their check, the flow chart, the simulation, the document.

Source: SOP drafting.
"""
