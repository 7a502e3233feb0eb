"""Drawn radiographs, CT, ultrasound and histology: computed, parametric, stamped, with their own words."""
