"""Drawn radiographs, CT, ultrasound and histology: computed from parameters, marked as synthetic, described in words.

``drawing`` computes the layers of each picture, once, into the plates in ``compiled``. ``atlas`` lists the pictures
with their controls, marks and sentences; ``picture`` develops a plate at one setting of the controls.
"""
